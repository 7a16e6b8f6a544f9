package dev.annals.eventstore.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** A transaction of the read database: committed, unless its work throws. */
final class DatabaseTransaction {

  private DatabaseTransaction() {}

  /** What to do in it. */
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  static <T> T run(DataSource database, Work<T> work) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        var done = work.in(connection);
        connection.commit();
        return done;
      } catch (Throwable failure) {
        rollBack(connection, failure);
        throw failure;
      } finally {
        restore(connection);
      }
    }
  }

  /** Waits no longer than this for any lock in this transaction. */
  static void setPatience(Connection connection, Duration patience) throws SQLException {
    try (var set = connection.prepareStatement(BuildSql.SET_PATIENCE)) {
      set.setString(1, Long.toString(patience.toMillis()));
      set.executeQuery().close();
    }
  }

  private static void rollBack(Connection connection, Throwable failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * For pools that hand out the connection again as it is; a broken connection is not handed out
   * again.
   */
  private static void restore(Connection connection) throws SQLException {
    if (!connection.isClosed()) {
      connection.setAutoCommit(true);
    }
  }
}
