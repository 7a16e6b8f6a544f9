package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.history.HistoryChecker;
import dev.annals.eventstore.testing.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
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
    return of((PGSimpleDataSource) TestPostgres.copyOf(Template.NAME));
  }

  private static TestLog of(PGSimpleDataSource database) {
    var url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(
                database.getServerNames()[0],
                database.getPortNumbers()[0],
                database.getDatabaseName());
    return new TestLog(
        new LogConnection(url, "postgres", String.valueOf(database.getPassword()), SCHEMA),
        new LogConnection(url, "test_log_writer", PASSWORD, SCHEMA),
        new LogConnection(url, "test_log_reader", PASSWORD, SCHEMA),
        new LogConnection(url, "test_log_sealer", PASSWORD, SCHEMA));
  }

  /** An empty log, migrated once: the others are copies of its database. */
  private static final class Template {

    static final String NAME = create();

    private static String create() {
      var database = (PGSimpleDataSource) TestPostgres.freshDatabase();
      var log = of(database);
      LogSchema.migrate(log.owner());
      for (var as : List.of(log.writer(), log.reader(), log.sealer())) {
        login(log.owner(), as);
      }
      LogSchema.grantWriter(log.owner(), log.writer().user());
      LogSchema.grantReader(log.owner(), log.reader().user());
      LogSchema.grantSealer(log.owner(), log.sealer().user());
      return String.valueOf(database.getDatabaseName());
    }

    private static void login(LogConnection owner, LogConnection as) {
      try (var connection = connect(owner);
          var statement = connection.createStatement()) {
        statement.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(as.user(), as.password()));
      } catch (SQLException e) {
        throw new IllegalStateException("Cannot create role " + as.user(), e);
      }
    }
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
