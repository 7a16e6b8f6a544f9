package dev.annals.eventstore.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Writes a batch's rows and the progress they mean in one transaction of the read database. */
final class BatchTransaction {

  private final Projection projection;
  private final SegmentStore segments;
  private final DataSource readDatabase;

  BatchTransaction(Projection projection, SegmentStore segments, DataSource readDatabase) {
    this.projection = projection;
    this.segments = segments;
    this.readDatabase = readDatabase;
  }

  /**
   * Applies these events and moves the group.
   *
   * @return false, and nothing was written, if the group is not what the table says
   */
  boolean apply(SegmentGroup group, long to, List<Delivery> deliveries) throws SQLException {
    try (var connection = readDatabase.getConnection()) {
      connection.setAutoCommit(false);
      try {
        var applied = apply(connection, group, to, deliveries);
        if (applied) {
          connection.commit();
        } else {
          connection.rollback();
        }
        return applied;
      } catch (Throwable failure) {
        rollBack(connection, failure);
        throw failure;
      } finally {
        restore(connection);
      }
    }
  }

  private boolean apply(
      Connection connection, SegmentGroup group, long to, List<Delivery> deliveries)
      throws SQLException {
    if (!segments.advance(connection, group.segments(), group.position(), to)) {
      return false;
    }
    if (!deliveries.isEmpty()) {
      projection.apply(deliveries, connection);
    }
    return true;
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
