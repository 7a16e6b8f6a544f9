package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import java.sql.Connection;
import java.sql.SQLException;

/** One projection's row in the table of tracking tokens. Works in the caller's transaction. */
final class TrackingTokenStore {

  private final ProjectionId id;

  TrackingTokenStore(ProjectionId id) {
    this.id = id;
  }

  /** Makes sure there is a token; a new one stands before the first event. */
  void create(Connection connection) throws SQLException {
    try (var insert = connection.prepareStatement(TrackingTokenSql.INSERT)) {
      insert.setString(1, id.name());
      insert.setInt(2, id.version());
      insert.executeUpdate();
    }
  }

  SequencePosition load(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement(TrackingTokenSql.SELECT)) {
      select.setString(1, id.name());
      select.setInt(2, id.version());
      try (var rows = select.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException("The tracking token of %s is gone".formatted(id));
        }
        return SequencePosition.of(rows.getLong(1));
      }
    }
  }

  /**
   * Moves the token and locks it until the transaction ends.
   *
   * @return false if it does not stand at {@code from}; it is then left alone
   */
  boolean advance(Connection connection, SequencePosition from, SequencePosition to)
      throws SQLException {
    try (var update = connection.prepareStatement(TrackingTokenSql.ADVANCE)) {
      update.setLong(1, to.value());
      update.setString(2, id.name());
      update.setInt(3, id.version());
      update.setLong(4, from.value());
      return update.executeUpdate() == 1;
    }
  }
}
