package dev.annals.query.audit.lineage;

import dev.annals.eventstore.projection.PastTable;
import java.util.List;

/** Every statement this slice runs; a test plans each one on PostgreSQL. */
final class LineageSql {

  /**
   * Identifiers as numbers: a quarter of the space, and of whatever length and content they are.
   * Two may share a number, so whoever finds an event by one looks at the event as well. Only ever
   * added to.
   */
  static final String TABLES =
      """
      CREATE TABLE lineage_event (
        position    bigint PRIMARY KEY,
        event_id    uuid   NOT NULL,
        correlation bigint,
        command     bigint,
        cause       uuid
      );
      CREATE INDEX lineage_event_id ON lineage_event (event_id);
      CREATE INDEX lineage_event_correlation ON lineage_event (correlation, position);
      CREATE INDEX lineage_event_command ON lineage_event (command, position)
      """;

  static final String INSERT =
      """
      INSERT INTO lineage_event (position, event_id, correlation, command, cause)
      SELECT position, event_id, hashtextextended(correlation_id, 0),
             hashtextextended(command_id, 0), cause
        FROM unnest(
               CAST(:positions AS bigint[]),
               CAST(CAST(:eventIds AS text[]) AS uuid[]),
               CAST(:correlationIds AS text[]),
               CAST(:commandIds AS text[]),
               CAST(CAST(:causes AS text[]) AS uuid[]))
             AS event (position, event_id, correlation_id, command_id, cause)
      """;

  /** One row also if there is none: the projection's position is always part of the answer. */
  static final String SELECT_OF_CORRELATION =
      """
      SELECT token.position AS projected, event.position
        FROM view_progress AS token
        LEFT JOIN LATERAL (
               SELECT position
                 FROM lineage_event
                WHERE correlation = hashtextextended(:correlationId, 0) AND position > :after
                ORDER BY position
                LIMIT :limit) AS event ON TRUE
       WHERE token.projection = :projection
       ORDER BY event.position
      """;

  /** As above. */
  static final String SELECT_OF_COMMAND =
      """
      SELECT token.position AS projected, event.position
        FROM view_progress AS token
        LEFT JOIN LATERAL (
               SELECT position
                 FROM lineage_event
                WHERE command = hashtextextended(:commandId, 0) AND position > :after
                ORDER BY position
                LIMIT :limit) AS event ON TRUE
       WHERE token.projection = :projection
       ORDER BY event.position
      """;

  /** What led to an event, and what led to that, nearest first. A cause always comes before. */
  static final String SELECT_CAUSES =
      """
      WITH RECURSIVE climb (position, cause, steps) AS (
        SELECT position, cause, 0
          FROM lineage_event
         WHERE position = :position
        UNION ALL
        SELECT event.position, event.cause, climb.steps + 1
          FROM climb
          JOIN LATERAL (
                 SELECT position, cause
                   FROM lineage_event
                  WHERE event_id = climb.cause AND position < climb.position
                  ORDER BY position
                  LIMIT 1) AS event ON TRUE
         WHERE climb.steps < :stepsMax)
      SELECT position FROM climb WHERE steps > 0 ORDER BY steps
      """;

  /**
   * Which of some events came of the one at {@code :position}: climbs from each, no further than to
   * that one. Of a longer climb it is not known.
   */
  static final String SELECT_EFFECTS =
      """
      WITH RECURSIVE climb (item, position, cause, steps) AS (
        SELECT position, position, cause, 0
          FROM lineage_event
         WHERE position = ANY (CAST(:items AS bigint[])) AND position > :position
        UNION ALL
        SELECT climb.item, event.position, event.cause, climb.steps + 1
          FROM climb
          JOIN LATERAL (
                 SELECT position, cause
                   FROM lineage_event
                  WHERE event_id = climb.cause AND position < climb.position
                    AND position >= :position
                  ORDER BY position
                  LIMIT 1) AS event ON TRUE
         WHERE climb.steps < :stepsMax AND climb.position > :position)
      SELECT item, bool_or(position = :position) AS reached
        FROM climb
       WHERE position = :position OR steps = :stepsMax
       GROUP BY item
      """;

  /** Rows are only ever added. */
  static final PastTable PAST =
      new PastTable(
          "lineage_event",
          List.of("position"),
          """
          SELECT position, event_id, correlation, command, cause
            FROM lineage_event
           WHERE position <= :position
          """);

  static final List<String> ALL =
      List.of(
          INSERT,
          SELECT_OF_CORRELATION,
          SELECT_OF_COMMAND,
          SELECT_CAUSES,
          SELECT_EFFECTS,
          PAST.rowsAt());

  private LineageSql() {}
}
