package dev.annals.eventstore.projection;

import dev.annals.eventstore.projection.ProjectionBuild.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Creates the builds of one projection, as this process' code wants them. */
final class Builds {

  /** For reads that are under way; those that come meanwhile wait no longer than that. */
  private static final Duration PATIENCE = Duration.ofMillis(200);

  /** A build that is further behind does not get there while the live one is held up for it. */
  private static final long NEAR_EVENTS = 1_000;

  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

  private final Projection projection;
  private final BuildStore store;
  private final DataSource database;
  private final int segments;

  Builds(Projection projection, DataSource database, ProjectionProperties properties) {
    this.projection = projection;
    this.store = new BuildStore(projection.id().name());
    this.database = database;
    this.segments = projection.orderedBy().isPresent() ? properties.segments().count() : 1;
  }

  List<ProjectionBuild> active() throws SQLException {
    try (var connection = database.getConnection()) {
      return store.active(connection);
    }
  }

  /**
   * Makes sure that there is a build of this version, and lists all. The first build of all goes
   * live at once: there is nothing else to read.
   */
  List<ProjectionBuild> provide() throws SQLException {
    return locked(
        connection -> {
          var active = store.active(connection);
          if (active.stream().anyMatch(each -> each.projection().equals(projection.id()))) {
            return active;
          }
          var number = store.nextNumber(connection, projection.id());
          var build = store.create(connection, projection, number, segments);
          if (live(active).isEmpty()) {
            dropReplaced(connection);
            store.goLive(connection, Optional.empty(), build);
          }
          return store.active(connection);
        });
  }

  /** Starts another build of this version; or finds the one that is under way. */
  ProjectionBuild rebuild() throws SQLException {
    return locked(
        connection -> {
          var underWay =
              store.active(connection).stream()
                  .filter(build -> build.projection().equals(projection.id()))
                  .filter(build -> build.state() == State.BUILDING)
                  .findFirst();
          if (underWay.isPresent()) {
            return underWay.get();
          }
          var number = store.nextNumber(connection, projection.id());
          return store.create(connection, projection, number, segments);
        });
  }

  /**
   * Has reads see this build, if it has come at least as far as the one they see now: no reader
   * goes back in time. That one is kept, and the one kept before is dropped.
   */
  BuildChange goLive(long wanted) throws SQLException {
    return locked(
        connection -> {
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
          if (live.isPresent() && !catchesUp(connection, next.get(), live.get())) {
            return BuildChange.TOO_FAR_BEHIND;
          }
          dropReplaced(connection);
          store.goLive(connection, live, next.get());
          for (var former : active) {
            if (former.state() == State.KEPT && former.build() != wanted) {
              store.drop(connection, former);
            }
          }
          return BuildChange.DONE;
        });
  }

  /**
   * Whether a build gets to where the live one is, which does not move until the switch is done.
   */
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

  /** Drops a build that reads do not see. */
  BuildChange abandon(long unwanted) throws SQLException {
    return locked(
        connection -> {
          DatabaseTransaction.setPatience(connection, PATIENCE);
          var build = find(store.active(connection), unwanted);
          if (build.isEmpty()) {
            return BuildChange.NO_SUCH_BUILD;
          }
          if (build.get().state() == State.LIVE) {
            return BuildChange.NOT_IN_THIS_STATE;
          }
          store.drop(connection, build.get());
          return BuildChange.DONE;
        });
  }

  private static Optional<ProjectionBuild> find(List<ProjectionBuild> builds, long wanted) {
    return builds.stream().filter(build -> build.build() == wanted).findFirst();
  }

  private static Optional<ProjectionBuild> live(List<ProjectionBuild> builds) {
    return builds.stream().filter(build -> build.state() == State.LIVE).findFirst();
  }

  private <T> T locked(DatabaseTransaction.Work<T> change) throws SQLException {
    return DatabaseTransaction.run(
        database,
        connection -> {
          store.lock(connection);
          return change.in(connection);
        });
  }
}
