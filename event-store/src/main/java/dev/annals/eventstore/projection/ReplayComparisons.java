package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ReplayComparison.Compared;
import dev.annals.eventstore.projection.ReplayComparison.Incomparable;
import dev.annals.eventstore.projection.ReplayComparison.Letters;
import dev.annals.eventstore.projection.ReplayComparison.Obstacle;
import dev.annals.eventstore.projection.ReplayComparison.RowDifference;
import dev.annals.eventstore.projection.ReplayComparison.TableDifferences;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * Compares the tables of replays with what served as of the same position. PostgreSQL does it, in
 * one snapshot; no more comes here than the numbers and the first rows.
 */
final class ReplayComparisons {

  /** Longer than the statement's timeout, for a server that has gone silent. */
  private static final Duration SILENCE_MAX = Duration.ofSeconds(15);

  private final DataSource database;
  private final Duration timeout;

  /**
   * @param timeout for each statement
   */
  ReplayComparisons(DataSource database, Duration timeout) {
    this.database = database;
    this.timeout = timeout;
  }

  /** What serves, as the snapshot shows it. */
  private record Serving(String tables, int version, SequencePosition position, Letters letters) {}

  ReplayComparison compare(Replay replay, List<PastTable> pastTables) throws SQLException {
    return DatabaseTransaction.run(
        database,
        connection -> {
          // The connection's own timeout is for batches; its pool puts that back.
          var silence = timeout.plus(SILENCE_MAX).toMillis();
          connection.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, silence));
          try (var snapshot = connection.createStatement()) {
            snapshot.execute(ReplayComparisonSql.SNAPSHOT);
          }
          return compare(connection, replay, pastTables);
        });
  }

  private ReplayComparison compare(Connection connection, Replay replay, List<PastTable> pastTables)
      throws SQLException {
    var serving = serving(connection, replay.projection().name());
    if (!isDone(connection, replay)) {
      return new Incomparable(Obstacle.REPLAY_NOT_DONE, serving.position());
    }
    if (serving.version() != replay.projection().version()) {
      return new Incomparable(Obstacle.SERVING_IS_OF_OTHER_VERSION, serving.position());
    }
    if (replay.wanted().until().isAfter(serving.position())) {
      return new Incomparable(Obstacle.SERVING_IS_BEHIND, serving.position());
    }
    if (pastTables.isEmpty()) {
      return new Incomparable(Obstacle.ROWS_CANNOT_TELL, serving.position());
    }
    requireAll(connection, replay, pastTables);
    set(connection, serving.tables());
    var tables = new ArrayList<TableDifferences>();
    for (var table : pastTables) {
      tables.add(compare(connection, replay, table));
    }
    return new Compared(serving.tables(), tables, serving.letters());
  }

  private static Serving serving(Connection connection, String projection) throws SQLException {
    try (var select = connection.prepareStatement(ReplayComparisonSql.SELECT_SERVING)) {
      select.setString(1, projection);
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("No build of %s serves".formatted(projection));
        }
        return new Serving(
            row.getString("tables"),
            row.getInt("version"),
            SequencePosition.of(row.getLong("position")),
            new Letters(row.getLong("waiting"), row.getLong("evicted")));
      }
    }
  }

  private static boolean isDone(Connection connection, Replay replay) throws SQLException {
    try (var select = connection.prepareStatement(ReplayComparisonSql.SELECT_DONE)) {
      select.setLong(1, replay.replay());
      try (var row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /** A table that nobody compares could hold anything. */
  private static void requireAll(Connection connection, Replay replay, List<PastTable> pastTables)
      throws SQLException {
    var tables = new TreeSet<>(BuildStore.tables(connection, replay.tables()));
    var known = new TreeSet<>(pastTables.stream().map(PastTable::name).toList());
    if (!tables.equals(known)) {
      throw new IllegalStateException(
          "%s has tables %s, but tells the past of %s"
              .formatted(replay.projection(), tables, known));
    }
  }

  private void set(Connection connection, String tables) throws SQLException {
    try (var settings = connection.prepareStatement(ReplayComparisonSql.SETTINGS)) {
      settings.setString(1, tables);
      settings.setString(2, Long.toString(timeout.toMillis()));
      settings.executeQuery().close();
    }
  }

  private static TableDifferences compare(Connection connection, Replay replay, PastTable table)
      throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery(compose(connection, ReplayComparisonSql.COUNT, replay, table))) {
      row.next();
      var equal = row.getLong("equal");
      var different = row.getLong("different");
      var onlyServing = row.getLong("only_serving");
      var onlyReplayed = row.getLong("only_replayed");
      var rows =
          different + onlyServing + onlyReplayed == 0
              ? List.<RowDifference>of()
              : rows(connection, replay, table);
      return new TableDifferences(table.name(), equal, different, onlyServing, onlyReplayed, rows);
    }
  }

  private static List<RowDifference> rows(Connection connection, Replay replay, PastTable table)
      throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(compose(connection, ReplayComparisonSql.ROWS, replay, table))) {
      var found = new ArrayList<RowDifference>();
      while (rows.next()) {
        found.add(new RowDifference(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
      return found;
    }
  }

  private static String compose(
      Connection connection, String template, Replay replay, PastTable table) throws SQLException {
    try (var compose = connection.prepareStatement(ReplayComparisonSql.COMPOSE)) {
      compose.setString(1, template);
      compose.setString(2, table.rowsAt(replay.wanted().until()));
      compose.setString(3, replay.tables());
      compose.setString(4, table.name());
      compose.setObject(5, table.key().toArray(String[]::new));
      try (var composed = compose.executeQuery()) {
        composed.next();
        return composed.getString(1);
      }
    }
  }
}
