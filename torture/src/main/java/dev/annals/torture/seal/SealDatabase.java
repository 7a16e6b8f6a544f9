package dev.annals.torture.seal;

import dev.annals.eventstore.audit.postgres.PostgresSealedLog;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.LogSchema;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import dev.annals.torture.server.PostgresServer;
import java.sql.SQLException;

/** The log that is sealed, with the roles of a production one. */
record SealDatabase(PostgresServer server) {

  private static final String NAME = "sealed";
  private static final String SCHEMA = "annals_log";
  private static final String WRITER = "annals_writer";
  private static final String READER = "annals_reader";
  private static final String SEALER = "annals_sealer";
  private static final String PASSWORD = "trusted";
  private static final int CONNECTIONS = 2;

  static SealDatabase create(PostgresServer server) throws SQLException {
    try (var connection = server.connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + NAME);
      statement.execute("CREATE ROLE " + WRITER + " LOGIN");
      statement.execute("CREATE ROLE " + READER + " LOGIN");
      statement.execute("CREATE ROLE " + SEALER + " LOGIN");
    }
    var database = new SealDatabase(server);
    var owner = database.as("postgres");
    LogSchema.migrate(owner);
    LogSchema.grantWriter(owner, WRITER);
    LogSchema.grantReader(owner, READER);
    LogSchema.grantSealer(owner, SEALER);
    return database;
  }

  private LogConnection as(String role) {
    return new LogConnection(server.url(NAME), role, PASSWORD, SCHEMA);
  }

  PostgresEventLog open() {
    return PostgresEventLog.open(as(WRITER), LogLimits.defaults());
  }

  SealedLog sealed() {
    return new PostgresSealedLog(as(READER), CONNECTIONS);
  }

  LogConnection sealer() {
    return as(SEALER);
  }
}
