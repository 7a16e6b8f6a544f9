package dev.annals.eventstore.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The rows of one build's segments. Works in the caller's transaction. */
final class SegmentStore {

  private final ProjectionBuild build;
  private final Duration lease;

  SegmentStore(ProjectionBuild build, Duration lease) {
    this.build = build;
    this.lease = lease;
  }

  /**
   * Says that the instance is alive and wants its share.
   *
   * @return how many want theirs, at least one
   */
  int heartbeat(Connection connection, String instance) throws SQLException {
    try (var upsert = connection.prepareStatement(SegmentSql.HEARTBEAT)) {
      upsert.setLong(1, build.build());
      upsert.setString(2, instance);
      upsert.setLong(3, lease.toMillis());
      upsert.executeUpdate();
    }
    try (var count = connection.prepareStatement(SegmentSql.COUNT_INSTANCES)) {
      count.setLong(1, build.build());
      try (var rows = count.executeQuery()) {
        rows.next();
        return Math.max(1, rows.getInt(1));
      }
    }
  }

  /** The instance leaves. Cleans up after those that could not say so. */
  void leave(Connection connection, String instance) throws SQLException {
    try (var delete = connection.prepareStatement(SegmentSql.FORGET_EXPIRED)) {
      delete.setLong(1, build.build());
      delete.setString(2, instance);
      delete.executeUpdate();
    }
  }

  /** Takes at most this many segments that nobody works on. */
  List<SegmentClaim> claim(Connection connection, String instance, int max) throws SQLException {
    try (var update = connection.prepareStatement(SegmentSql.CLAIM)) {
      update.setString(1, instance);
      update.setLong(2, lease.toMillis());
      update.setLong(3, build.build());
      update.setInt(4, max);
      return read(update);
    }
  }

  void renew(Connection connection, Collection<SegmentClaim> held) throws SQLException {
    try (var update = connection.prepareStatement(SegmentSql.RENEW)) {
      update.setLong(1, lease.toMillis());
      bind(update, 2, held);
      update.setLong(4, build.build());
      update.executeUpdate();
    }
  }

  /** Lets others have the segment at once. Does nothing if they have it already. */
  void release(Connection connection, SegmentClaim held) throws SQLException {
    try (var update = connection.prepareStatement(SegmentSql.RELEASE)) {
      update.setLong(1, build.build());
      update.setInt(2, held.segment());
      update.setLong(3, held.epoch());
      update.executeUpdate();
    }
  }

  /** Where all segments stand, and under which epoch, in the order of their numbers. */
  List<SegmentClaim> segments(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement(SegmentSql.SELECT_SEGMENTS)) {
      select.setLong(1, build.build());
      return read(select);
    }
  }

  /**
   * Moves the segments, and locks them until the transaction ends.
   *
   * @param held all at position {@code from}
   * @param durability what the commit waits for
   * @return false if one of them is somebody else's by now, or stands elsewhere; the transaction
   *     must then be rolled back
   */
  boolean advance(
      Connection connection,
      Collection<SegmentClaim> held,
      long from,
      long to,
      Durability durability)
      throws SQLException {
    try (var update = connection.prepareStatement(SegmentSql.ADVANCE)) {
      update.setString(1, build.tables());
      update.setString(2, Long.toString(lease.toMillis()));
      update.setString(3, durability == Durability.DERIVED ? "off" : null);
      update.setLong(4, to);
      update.setLong(5, lease.toMillis());
      bind(update, 6, held);
      update.setLong(8, build.build());
      update.setLong(9, from);
      return update.executeUpdate() == held.size();
    }
  }

  private static void bind(PreparedStatement statement, int index, Collection<SegmentClaim> held)
      throws SQLException {
    statement.setObject(index, held.stream().mapToInt(SegmentClaim::segment).toArray());
    statement.setObject(index + 1, held.stream().mapToLong(SegmentClaim::epoch).toArray());
  }

  private static List<SegmentClaim> read(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      var claims = new ArrayList<SegmentClaim>();
      while (rows.next()) {
        claims.add(new SegmentClaim(rows.getInt(1), rows.getLong(2), rows.getLong(3)));
      }
      return claims;
    }
  }
}
