package dev.annals.torture.campaign;

import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogSchema;
import dev.annals.torture.server.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;

/** The log under torture, with the roles of a production one. */
final class LogDatabase {

  static final String NAME = "tortured";
  static final String SCHEMA = "annals_log";
  static final String WRITER = "annals_writer";

  private LogDatabase() {}

  static void create(PostgresServer server) throws SQLException {
    execute(server, "postgres", "CREATE DATABASE " + NAME);
    execute(server, NAME, "CREATE ROLE " + WRITER + " LOGIN");
    execute(server, NAME, CampaignSql.CREATE_STRANGER);
    var owner = new LogConnection(server.url(NAME), "postgres", "trusted", SCHEMA);
    LogSchema.migrate(owner);
    LogSchema.grantWriter(owner, WRITER);
  }

  private static void execute(PostgresServer server, String database, String sql)
      throws SQLException {
    try (var connection = server.connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** For reading the tables. */
  static Connection connect(PostgresServer server) throws SQLException {
    var connection = server.connect(NAME);
    connection.setSchema(SCHEMA);
    return connection;
  }
}
