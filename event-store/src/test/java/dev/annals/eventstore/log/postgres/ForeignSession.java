package dev.annals.eventstore.log.postgres;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Somebody else's transaction, begun and left open until the test ends it. */
final class ForeignSession implements AutoCloseable {

  private static final Duration WAIT_MAX = Duration.ofSeconds(20);
  private static final String WAITING_FOR_A_LOCK =
      """
      SELECT count(*) FROM pg_stat_activity
       WHERE wait_event_type = 'Lock' AND datname = current_database()
      """;

  private final TestLog testLog;
  private final Connection connection;

  private ForeignSession(TestLog testLog, Connection connection) {
    this.testLog = testLog;
    this.connection = connection;
  }

  /** A session of the log's owner that has executed the statement and not ended its transaction. */
  static ForeignSession that(TestLog testLog, String sql) throws SQLException {
    var connection = TestLog.connect(testLog.owner());
    connection.setAutoCommit(false);
    var session = new ForeignSession(testLog, connection);
    session.run(sql);
    return session;
  }

  void run(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Holds up every insert of events. */
  static ForeignSession thatStallsAppends(TestLog testLog) throws SQLException {
    return that(testLog, "LOCK TABLE event IN SHARE MODE");
  }

  /** Returns when so many others in the database wait for a lock. */
  void awaitWaiting(int sessions) {
    await().atMost(WAIT_MAX).until(() -> waiting() == sessions);
  }

  private int waiting() throws SQLException {
    try (var observer = TestLog.connect(testLog.owner());
        var statement = observer.createStatement();
        var rows = statement.executeQuery(WAITING_FOR_A_LOCK)) {
      rows.next();
      return rows.getInt(1);
    }
  }

  void commit() throws SQLException {
    connection.commit();
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
