package dev.annals.eventstore.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments of one build that this process has a claim to, and where those of others stand.
 * Thread-safe.
 */
final class SegmentShare {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentShare.class);

  private final ProjectionBuild build;
  private final ReadSide readSide;
  private final SegmentStore store;
  private final HeldSegments held;
  private final SegmentPositions positions;

  /** Holds none yet. */
  SegmentShare(ProjectionBuild build, ReadSide readSide, int workers) {
    this.build = build;
    this.readSide = readSide;
    var properties = readSide.properties();
    this.store = new SegmentStore(build, properties.segments().lease());
    this.held = new HeldSegments(Math.max(1, workers));
    this.positions = new SegmentPositions(build.segments(), properties.waitersMax());
  }

  HeldSegments held() {
    return held;
  }

  Waiters waiters() {
    return positions.waiters();
  }

  /** By number; those of other processes as of the last look. */
  List<Long> positions() {
    return positions.all();
  }

  /** Whether nobody else moves any of the segments. */
  boolean isAll() {
    return held.count() == build.segments();
  }

  /**
   * Keeps the claims of this process, and takes or gives up segments. While one of its workers does
   * not get on, it is silent: then it is soon counted among the instances no more, and the others
   * take all that is its.
   *
   * @return whether there are others to work on, or some to be given up
   */
  boolean keep(Connection connection) throws SQLException {
    if (held.isStuck(busyMax())) {
      return false;
    }
    var instances = store.heartbeat(connection, readSide.instance());
    store.renew(connection, held.renewable(busyMax()));
    var missing = (build.segments() + instances - 1) / instances - held.count();
    var claims =
        missing > 0
            ? store.claim(connection, readSide.instance(), missing)
            : List.<SegmentClaim>of();
    held.grant(claims);
    positions.set(claims);
    if (missing < 0) {
      held.giveUp(-missing);
    }
    return missing < 0 || !claims.isEmpty();
  }

  /** A worker may wait for events that long, and then needs the lease for the batch. */
  private Duration busyMax() {
    var properties = readSide.properties();
    return properties.readTimeout().plus(properties.segments().lease());
  }

  /** Looks where the segments of other processes stand. */
  void observe() throws SQLException {
    try (var connection = readSide.database().getConnection()) {
      observe(connection);
    }
  }

  void observe(Connection connection) throws SQLException {
    var stored = store.segments(connection);
    held.dropLost(stored);
    positions.observe(stored, held::holds);
  }

  /** The group's events are applied. */
  void advance(SegmentGroup group, long to) {
    held.advance(group, to);
    positions.advance(group.segments(), to);
  }

  /**
   * Looks where a group stands that a worker is busy with.
   *
   * @return whether one of its segments had to go back
   */
  boolean correct(Connection connection, SegmentGroup group) throws SQLException {
    var stored = store.segments(connection);
    var wentBack = held.correct(group, stored);
    // Other workers may have moved theirs since.
    positions.observe(stored, row -> held.holds(row) && !group.includes(row));
    return wentBack;
  }

  void releaseUnwanted() throws SQLException {
    var unwanted = held.takeUnwanted();
    if (!unwanted.isEmpty()) {
      try (var connection = readSide.database().getConnection()) {
        for (var segment : unwanted) {
          store.release(connection, segment);
        }
      }
    }
  }

  /** Leaves all to others. Only when no worker is busy any more. */
  void leave() {
    held.giveUp(Integer.MAX_VALUE);
    try {
      releaseUnwanted();
      try (var connection = readSide.database().getConnection()) {
        store.leave(connection, readSide.instance());
      }
    } catch (SQLException e) {
      LOG.warn("Projection {} leaves its segments to expire: {}", build, e.getMessage());
    }
  }
}
