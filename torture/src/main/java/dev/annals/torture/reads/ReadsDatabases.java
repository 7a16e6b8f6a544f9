package dev.annals.torture.reads;

import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.LogSchema;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import dev.annals.eventstore.privacy.KeyEncryptionKey;
import dev.annals.eventstore.privacy.postgres.KeySchema;
import dev.annals.eventstore.privacy.postgres.KeyStoreConnection;
import dev.annals.torture.server.PostgresServer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The log with the keys of data subjects, and the views, in two databases with the roles of
 * production.
 *
 * @param keyEncryptionKey as in a key file
 */
record ReadsDatabases(PostgresServer server, String keyEncryptionKey) {

  private static final String LOG = "log";
  private static final String SCHEMA = "annals_log";
  private static final String KEYS = KeyStoreConnection.SCHEMA;
  private static final String VIEWS = "views";
  private static final String WRITER = "annals_writer";
  private static final String QUERIES = "annals_queries";
  private static final String PASSWORD = "trusted";

  static ReadsDatabases create(PostgresServer server) throws SQLException {
    try (var connection = server.connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("CREATE ROLE " + WRITER + " LOGIN");
      statement.execute("CREATE ROLE " + QUERIES + " LOGIN");
      statement.execute("CREATE DATABASE " + LOG);
      statement.execute("CREATE DATABASE " + VIEWS + " OWNER " + QUERIES);
    }
    var owner = new LogConnection(server.url(LOG), "postgres", PASSWORD, SCHEMA);
    LogSchema.migrate(owner);
    LogSchema.grantWriter(owner, WRITER);
    LogSchema.grantReader(owner, QUERIES);
    var keys = new KeyStoreConnection(server.url(LOG), "postgres", PASSWORD, KEYS);
    KeySchema.migrate(keys);
    KeySchema.grantReader(keys, QUERIES);
    return new ReadsDatabases(server, KeyEncryptionKey.draw(new SecureRandom()).text());
  }

  PostgresEventLog open() {
    var writer = new LogConnection(server.url(LOG), WRITER, PASSWORD, SCHEMA);
    return PostgresEventLog.open(writer, LogLimits.defaults());
  }

  /** For looking at the views' tables. */
  Connection views() throws SQLException {
    return server.connect(VIEWS);
  }

  /** As a query service has them. */
  List<String> settings() {
    return List.of(
        "--annals.log.url=" + server.url(LOG),
        "--annals.log.user=" + QUERIES,
        "--annals.log.password=" + PASSWORD,
        "--annals.log.schema=" + SCHEMA,
        "--annals.keys.url=" + server.url(LOG),
        "--annals.keys.user=" + QUERIES,
        "--annals.keys.password=" + PASSWORD,
        "--annals.keys.key-encryption-keys=" + keyEncryptionKey,
        "--spring.datasource.url=" + server.url(VIEWS),
        "--spring.datasource.username=" + QUERIES,
        "--spring.datasource.password=" + PASSWORD);
  }
}
