package dev.annals.eventstore.projection;

import dev.annals.eventstore.projection.ProjectionBuild.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has reads see another build of a projection. Works in the caller's transaction, in which nobody
 * else creates, switches or drops one; from some moment on it holds the live build where it is, and
 * at last new reads, both until the transaction ends. For one transaction.
 */
final class BuildSwitch {

  /** For steps and reads that are under way; those that come meanwhile wait no longer than that. */
  static final Duration PATIENCE = Duration.ofMillis(200);

  /** A build that is further behind does not get there while the live one is held up for it. */
  private static final long NEAR_EVENTS = 1_000;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);
  private static final Logger LOG = LoggerFactory.getLogger(BuildSwitch.class);

  private final Projection projection;
  private final BuildStore store;
  private String switched = "";
  private long haltedNanos;
  private long heldNanos;

  BuildSwitch(Projection projection, BuildStore store) {
    this.projection = projection;
    this.store = store;
  }

  /** Shows the first build of all: there is nothing else to read. */
  void first(Connection connection, ProjectionBuild build) throws SQLException {
    show(connection, Optional.empty(), build);
  }

  /** Shows a build if that is possible without taking reads back in time. */
  BuildChange to(Connection connection, long wanted) throws SQLException {
    DatabaseTransaction.setPatience(connection, PATIENCE);
    var active = store.active(connection);
    var next = find(active, wanted);
    var live = live(active);
    if (next.isEmpty()) {
      return BuildChange.NO_SUCH_BUILD;
    }
    if (live.equals(next)) {
      return BuildChange.NOT_IN_THIS_STATE;
    }
    haltedNanos = System.nanoTime();
    if (live.isPresent() && !catchesUp(connection, next.get(), live.get())) {
      return BuildChange.TOO_FAR_BEHIND;
    }
    show(connection, live, next.get());
    return BuildChange.DONE;
  }

  /** Whether a build gets to where the live one is, which does not move any more. */
  private boolean catchesUp(Connection connection, ProjectionBuild next, ProjectionBuild live)
      throws SQLException {
    if (store.position(connection, live) - store.position(connection, next) > NEAR_EVENTS) {
      return false;
    }
    store.halt(connection, live);
    var goal = store.position(connection, live);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (store.position(connection, next) < goal) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return true;
  }

  private void show(Connection connection, Optional<ProjectionBuild> live, ProjectionBuild next)
      throws SQLException {
    heldNanos = System.nanoTime();
    dropReplaced(connection);
    store.goLive(connection, live, next);
    switched = next.tables();
  }

  /** Before tables of the same names are shown to reads. */
  private void dropReplaced(Connection connection) throws SQLException {
    for (var name : projection.replaces()) {
      var replaced = new BuildStore(name);
      replaced.lock(connection);
      for (var build : replaced.active(connection)) {
        replaced.drop(connection, build);
      }
    }
  }

  /** Says aloud what was done, once the transaction has ended. */
  void tell() {
    var now = System.nanoTime();
    LOG.info(
        "Reads of projection {} see {} from now on; the former stood still for {} ms, and reads"
            + " for {} ms at most",
        projection.id().name(),
        switched,
        Duration.ofNanos(now - haltedNanos).toMillis(),
        Duration.ofNanos(now - heldNanos).toMillis());
  }

  static Optional<ProjectionBuild> find(List<ProjectionBuild> builds, long wanted) {
    return builds.stream().filter(build -> build.build() == wanted).findFirst();
  }

  static Optional<ProjectionBuild> live(List<ProjectionBuild> builds) {
    return builds.stream().filter(build -> build.state() == State.LIVE).findFirst();
  }
}
