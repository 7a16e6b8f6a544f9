package dev.annals.query.audit.lineage;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.query.web.Projected;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the positions of events that belong together. */
final class LineageQueries {

  /** Longer chains are told in several answers: each event has a lineage of its own. */
  static final int STEPS_MAX = 1_000;

  private final JdbcClient jdbc;

  LineageQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Positions of events that probably have this correlation, in order.
   *
   * @param after exclusive
   */
  Projected<List<Long>> ofCorrelation(String correlationId, SequencePosition after, int limit) {
    return page(
        jdbc.sql(LineageSql.SELECT_OF_CORRELATION).param("correlationId", correlationId),
        after,
        limit);
  }

  /**
   * Positions of events that are probably of this command, in order.
   *
   * @param after exclusive
   */
  Projected<List<Long>> ofCommand(String commandId, SequencePosition after, int limit) {
    return page(jdbc.sql(LineageSql.SELECT_OF_COMMAND).param("commandId", commandId), after, limit);
  }

  private static Projected<List<Long>> page(
      JdbcClient.StatementSpec statement, SequencePosition after, int limit) {
    return statement
        .param("after", after.value())
        .param("limit", limit)
        .param("projection", LineageProjection.ID.name())
        .query(LineageQueries::positions);
  }

  private static Projected<List<Long>> positions(ResultSet rows) throws SQLException {
    var projected = SequencePosition.ORIGIN;
    var positions = new ArrayList<Long>();
    while (rows.next()) {
      projected = SequencePosition.of(rows.getLong("projected"));
      if (rows.getString("position") != null) {
        positions.add(rows.getLong("position"));
      }
    }
    return new Projected<>(projected, positions);
  }

  /** What led to the event, nearest first. */
  List<Long> causes(SequencePosition position, int max) {
    return jdbc.sql(LineageSql.SELECT_CAUSES)
        .param("position", position.value())
        .param("stepsMax", max)
        .query(Long.class)
        .list();
  }

  /**
   * For each of the items that came of the event: true. For each of which it is not known: false.
   */
  Map<Long, Boolean> effects(SequencePosition position, List<Long> items) {
    return jdbc.sql(LineageSql.SELECT_EFFECTS)
        .param("position", position.value())
        .param("items", items.stream().mapToLong(Long::longValue).toArray())
        .param("stepsMax", STEPS_MAX)
        .query(
            rows -> {
              var effects = new HashMap<Long, Boolean>();
              while (rows.next()) {
                effects.put(rows.getLong("item"), rows.getBoolean("reached"));
              }
              return Map.copyOf(effects);
            });
  }
}
