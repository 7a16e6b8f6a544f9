package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Writes a batch's rows and the progress they mean in one transaction of the read database. */
final class BatchTransaction {

  private final Projection projection;
  private final TrackingTokenStore tokens;
  private final DataSource readDatabase;

  BatchTransaction(Projection projection, DataSource readDatabase) {
    this.projection = projection;
    this.tokens = new TrackingTokenStore(projection.id());
    this.readDatabase = readDatabase;
  }

  void createToken() throws SQLException {
    try (var connection = readDatabase.getConnection()) {
      tokens.create(connection);
    }
  }

  SequencePosition token() throws SQLException {
    try (var connection = readDatabase.getConnection()) {
      return tokens.load(connection);
    }
  }

  /**
   * Applies what the projection handles of these events.
   *
   * @param from where the token must stand
   * @param to where it will stand
   * @return false, and nothing was written, if the token stands elsewhere
   */
  boolean apply(SequencePosition from, SequencePosition to, List<SequencedEvent> handled)
      throws SQLException {
    try (var connection = readDatabase.getConnection()) {
      connection.setAutoCommit(false);
      try {
        var applied = apply(connection, from, to, handled);
        connection.commit();
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
      Connection connection,
      SequencePosition from,
      SequencePosition to,
      List<SequencedEvent> handled)
      throws SQLException {
    if (!tokens.advance(connection, from, to)) {
      return false;
    }
    if (!handled.isEmpty()) {
      projection.apply(handled, connection);
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
