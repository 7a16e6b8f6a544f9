package dev.annals.eventstore.projection;

import dev.annals.eventstore.deadletter.DeadLetterActs;
import dev.annals.eventstore.deadletter.DeadLetterStore;
import dev.annals.eventstore.projection.ProjectionBuild.State;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The builds of one projection. Works in the caller's transaction. */
final class BuildStore {

  private final String projection;

  BuildStore(String projection) {
    this.projection = projection;
  }

  /** Until the transaction ends, nobody else creates, switches or drops one of them. */
  void lock(Connection connection) throws SQLException {
    try (var lock = connection.prepareStatement(BuildSql.LOCK)) {
      lock.setString(1, projection);
      lock.executeQuery().close();
    }
  }

  /** All that are not dropped, oldest first. */
  List<ProjectionBuild> active(Connection connection) throws SQLException {
    return builds(connection, BuildSql.SELECT_ACTIVE);
  }

  /** Those that reads saw before, but for the last one they saw. */
  List<ProjectionBuild> outdated(Connection connection) throws SQLException {
    return builds(connection, BuildSql.SELECT_OUTDATED);
  }

  private List<ProjectionBuild> builds(Connection connection, String sql) throws SQLException {
    try (var select = connection.prepareStatement(sql)) {
      select.setString(1, projection);
      try (var rows = select.executeQuery()) {
        var builds = new ArrayList<ProjectionBuild>();
        while (rows.next()) {
          builds.add(read(rows));
        }
        return builds;
      }
    }
  }

  /** Starts a build at the log's first event, with tables of its own. */
  ProjectionBuild create(Connection connection, Projection version, int number, int segments)
      throws SQLException {
    var build = insert(connection, version.id(), number, segments);
    try (var insert = connection.prepareStatement(BuildSql.INSERT_SEGMENTS)) {
      insert.setLong(1, build.build());
      insert.setInt(2, build.segments());
      insert.executeUpdate();
    }
    TablesSchema.create(connection, build.tables(), version);
    return build;
  }

  private static ProjectionBuild insert(
      Connection connection, ProjectionId id, int number, int segments) throws SQLException {
    try (var insert = connection.prepareStatement(BuildSql.INSERT)) {
      insert.setString(1, id.name());
      insert.setInt(2, id.version());
      insert.setInt(3, number);
      insert.setString(4, id.tablesSchema(number));
      insert.setInt(5, segments);
      try (var row = insert.executeQuery()) {
        row.next();
        return read(row);
      }
    }
  }

  /** Lets reads see the tables of {@code next} instead of those of {@code live}. */
  void goLive(Connection connection, Optional<ProjectionBuild> live, ProjectionBuild next)
      throws SQLException {
    var views = new ArrayList<String>();
    if (live.isPresent()) {
      setState(connection, live.get(), State.KEPT);
      for (var table : tables(connection, live.get().tables())) {
        views.add(TablesSchema.compose(connection, BuildSql.DROP_VIEW, table));
      }
    }
    setState(connection, next, State.LIVE);
    for (var table : tables(connection, next.tables())) {
      views.add(TablesSchema.compose(connection, BuildSql.CREATE_VIEW, table, next.tables()));
    }
    // New reads are held from the first one on, until the transaction ends.
    TablesSchema.execute(connection, views);
  }

  /** Removes a build's tables and progress. What is known of it is that there was one. */
  void drop(Connection connection, ProjectionBuild build) throws SQLException {
    setState(connection, build, State.DROPPED);
    for (var delete : List.of(BuildSql.DELETE_SEGMENTS, BuildSql.DELETE_INSTANCES)) {
      try (var statement = connection.prepareStatement(delete)) {
        statement.setLong(1, build.build());
        statement.executeUpdate();
      }
    }
    new DeadLetterStore(build.build()).deleteAll(connection);
    new DeadLetterActs(build.build()).finishAll(connection);
    TablesSchema.drop(connection, build.tables());
  }

  /** The number of the version's next build. */
  int nextNumber(Connection connection, ProjectionId id) throws SQLException {
    try (var select = connection.prepareStatement(BuildSql.NEXT_NUMBER)) {
      select.setString(1, id.name());
      select.setInt(2, id.version());
      try (var row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** How far a build has come. */
  long position(Connection connection, ProjectionBuild build) throws SQLException {
    try (var select = connection.prepareStatement(BuildSql.SELECT_POSITION)) {
      select.setLong(1, build.build());
      try (var row = select.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Keeps a build where it is until the transaction ends. */
  void halt(Connection connection, ProjectionBuild build) throws SQLException {
    try (var select = connection.prepareStatement(BuildSql.HALT)) {
      select.setLong(1, build.build());
      select.executeQuery().close();
    }
  }

  private static void setState(Connection connection, ProjectionBuild build, State state)
      throws SQLException {
    try (var update = connection.prepareStatement(BuildSql.SET_STATE)) {
      update.setString(1, state.name());
      update.setLong(2, build.build());
      update.executeUpdate();
    }
  }

  /** The tables in a schema. */
  static List<String> tables(Connection connection, String schema) throws SQLException {
    try (var select = connection.prepareStatement(BuildSql.SELECT_TABLES)) {
      select.setString(1, schema);
      try (var rows = select.executeQuery()) {
        var tables = new ArrayList<String>();
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
        return tables;
      }
    }
  }

  private static ProjectionBuild read(ResultSet row) throws SQLException {
    return new ProjectionBuild(
        row.getLong(1),
        new ProjectionId(row.getString(2), row.getInt(3)),
        row.getInt(4),
        row.getString(5),
        row.getInt(6),
        State.valueOf(row.getString(7)));
  }
}
