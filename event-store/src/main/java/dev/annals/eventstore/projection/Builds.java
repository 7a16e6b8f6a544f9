package dev.annals.eventstore.projection;

import dev.annals.eventstore.projection.ProjectionBuild.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
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
   * Makes sure that there is a build of this version. The first build of all goes live at once:
   * there is nothing else to read.
   */
  void provide() throws SQLException {
    locked(
        connection -> {
          var active = store.active(connection);
          if (active.stream().noneMatch(each -> each.projection().equals(projection.id()))) {
            var build = store.create(connection, projection, 1, segments);
            if (live(active).isEmpty()) {
              store.goLive(connection, Optional.empty(), build);
            }
          }
        });
  }

  private static Optional<ProjectionBuild> live(List<ProjectionBuild> builds) {
    return builds.stream().filter(build -> build.state() == State.LIVE).findFirst();
  }

  private interface Change {
    void in(Connection connection) throws SQLException;
  }

  private void locked(Change change) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        store.lock(connection);
        change.in(connection);
        connection.commit();
      } catch (Throwable failure) {
        connection.rollback();
        throw failure;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }
}
