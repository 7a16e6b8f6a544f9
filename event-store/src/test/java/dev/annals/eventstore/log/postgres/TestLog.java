package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.history.HistoryChecker;
import dev.annals.eventstore.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A log in a database of its own, used as production does: an owner that migrates, a role that
 * appends, a role that reads, a role that seals.
 */
public record TestLog(
    LogConnection owner, LogConnection writer, LogConnection reader, LogConnection sealer) {

  private static final String SCHEMA = "annals_log";
  private static final String PASSWORD = "secret";

  /** A new, empty log. */
  public static TestLog create() {
    var database = (PGSimpleDataSource) TestPostgres.freshDatabase();
    var url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(
                database.getServerNames()[0],
                database.getPortNumbers()[0],
                database.getDatabaseName());
    var owner = new LogConnection(url, "postgres", String.valueOf(database.getPassword()), SCHEMA);
    LogSchema.migrate(owner);
    var writer = login(owner, database.getDatabaseName() + "_writer");
    var reader = login(owner, database.getDatabaseName() + "_reader");
    var sealer = login(owner, database.getDatabaseName() + "_sealer");
    LogSchema.grantWriter(owner, writer.user());
    LogSchema.grantReader(owner, reader.user());
    LogSchema.grantSealer(owner, sealer.user());
    return new TestLog(owner, writer, reader, sealer);
  }

  private static LogConnection login(LogConnection owner, String role) {
    try (var connection = connect(owner);
        var statement = connection.createStatement()) {
      statement.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, PASSWORD));
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot create role " + role, e);
    }
    return new LogConnection(owner.url(), role, PASSWORD, SCHEMA);
  }

  public static Connection connect(LogConnection as) throws SQLException {
    var connection = DriverManager.getConnection(as.url(), as.user(), as.password());
    try (var statement = connection.createStatement()) {
      statement.execute("SET search_path TO " + as.schema());
    }
    return connection;
  }

  /** Small enough for a test to reach every bound. */
  static LogLimits smallLimits() {
    return new LogLimits(
        10_000,
        64 << 20,
        64,
        8 << 20,
        64,
        2_000,
        4,
        Duration.ofMillis(200),
        Duration.ofSeconds(10));
  }

  /** The log as a service opens it. */
  public PostgresEventLog open() {
    return PostgresEventLog.open(writer, LogLimits.defaults());
  }

  /** Has copied the log as it is now. */
  public HistoryChecker checker() throws SQLException {
    try (var connection = connect(owner)) {
      return HistoryChecker.of(connection).checkIndex(connection);
    }
  }

  PostgresEventLog openWith(LogParts parts) {
    return PostgresEventLog.open(writer, LogLimits.defaults(), parts);
  }

  PostgresEventLog openSmall() {
    return PostgresEventLog.open(writer, smallLimits());
  }
}
