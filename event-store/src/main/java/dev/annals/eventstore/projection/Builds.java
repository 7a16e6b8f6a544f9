package dev.annals.eventstore.projection;

import dev.annals.eventstore.projection.ProjectionBuild.State;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Creates the builds of one projection, as this process' code wants them. */
final class Builds {

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
          if (BuildSwitch.live(active).isEmpty()) {
            new BuildSwitch(projection, store).first(connection, build);
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
   * goes back in time. That one is kept, and the one kept before is {@link #outdated}.
   */
  BuildChange goLive(long wanted) throws SQLException {
    var change = new BuildSwitch(projection, store);
    var outcome = locked(connection -> change.to(connection, wanted));
    if (outcome == BuildChange.DONE) {
      change.tell();
    }
    return outcome;
  }

  /** Whether there are builds that reads saw before, other than the last one they saw. */
  static boolean outdated(List<ProjectionBuild> active) {
    return active.stream().filter(build -> build.state() == State.KEPT).count() > 1;
  }

  /**
   * Drops builds that reads saw before, other than the last one they saw. Not in the transaction
   * that switches reads: it waits for whoever still moves them, and reads would wait with it.
   */
  void dropOutdated() throws SQLException {
    locked(
        connection -> {
          DatabaseTransaction.setPatience(connection, BuildSwitch.PATIENCE);
          for (var build : store.outdated(connection)) {
            store.drop(connection, build);
          }
          return true;
        });
  }

  /** Drops a build that reads do not see. */
  BuildChange abandon(long unwanted) throws SQLException {
    return locked(
        connection -> {
          DatabaseTransaction.setPatience(connection, BuildSwitch.PATIENCE);
          var build = BuildSwitch.find(store.active(connection), unwanted);
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

  private <T> T locked(DatabaseTransaction.Work<T> change) throws SQLException {
    return DatabaseTransaction.run(
        database,
        connection -> {
          store.lock(connection);
          return change.in(connection);
        });
  }
}
