package dev.annals.eventstore.projection;

import java.util.List;

/** Every statement of comparisons; a test plans each one on PostgreSQL. */
final class ReplayComparisonSql {

  /** Not among those that can be planned. */
  static final String SNAPSHOT =
      """
      SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY
      """;

  /**
   * Undoes what the pool rules out for looking up few rows, bounds each statement, and finds tables
   * without a schema in the build that serves: not through the views of {@code live}, which a
   * rebuild that goes live meanwhile would wait for.
   */
  static final String SETTINGS =
      """
      SELECT set_config('search_path', ?, TRUE), set_config('statement_timeout', ?, TRUE),
             set_config('plan_cache_mode', 'auto', TRUE), set_config('enable_seqscan', 'on', TRUE),
             set_config('enable_hashjoin', 'on', TRUE), set_config('enable_mergejoin', 'on', TRUE),
             set_config('timezone', 'UTC', TRUE)
      """;

  /** What serves, how far it is, and what it left out. */
  static final String SELECT_SERVING =
      """
      SELECT build.tables, build.version, min(segment.position) AS position,
             (SELECT count(*) FROM projection.dead_letter AS letter
               WHERE letter.build = build.build) AS waiting,
             (SELECT count(*) FROM projection.dead_letter_act AS act
               WHERE act.build = build.build AND act.kind = 'EVICT' AND act.outcome = 'DONE')
               AS evicted
        FROM projection.build AS build
        JOIN projection.segment AS segment ON segment.build = build.build
       WHERE build.projection = ? AND build.state = 'LIVE'
       GROUP BY build.build
      """;

  static final String SELECT_DONE =
      """
      SELECT 1 FROM projection.replay WHERE replay = ? AND state = 'DONE'
      """;

  /**
   * Fills in {@link #COUNT} or {@link #ROWS}: the past rows, schema and table of the replay, and
   * from the key's columns the condition of the join, the first of them, an object and an order.
   */
  static final String COMPOSE =
      """
      SELECT format(
               CAST(? AS text), CAST(? AS text), CAST(? AS text), CAST(? AS text),
               string_agg(format('serving.%1$I = replayed.%1$I', name), ' AND ' ORDER BY number),
               (array_agg(name ORDER BY number))[1],
               string_agg(
                 format('%1$L, COALESCE(serving.%1$I, replayed.%1$I)', name), ', '
                 ORDER BY number),
               string_agg(format('COALESCE(serving.%1$I, replayed.%1$I)', name), ', '
                 ORDER BY number))
        FROM unnest(CAST(? AS text[])) WITH ORDINALITY AS key (name, number)
      """;

  static final String COUNT =
      """
      SELECT count(*) FILTER (WHERE serving.%5$I IS NOT NULL AND replayed.%5$I IS NOT NULL
                                AND serving IS NOT DISTINCT FROM replayed) AS equal,
             count(*) FILTER (WHERE serving.%5$I IS NOT NULL AND replayed.%5$I IS NOT NULL
                                AND serving IS DISTINCT FROM replayed) AS different,
             count(*) FILTER (WHERE replayed.%5$I IS NULL) AS only_serving,
             count(*) FILTER (WHERE serving.%5$I IS NULL) AS only_replayed
        FROM (%1$s) AS serving
        FULL JOIN (TABLE %2$I.%3$I) AS replayed ON %4$s
      """;

  static final String ROWS =
      """
      SELECT json_build_object(%6$s) AS key,
             CASE WHEN serving.%5$I IS NOT NULL THEN to_json(serving) END AS serving,
             CASE WHEN replayed.%5$I IS NOT NULL THEN to_json(replayed) END AS replayed
        FROM (%1$s) AS serving
        FULL JOIN (TABLE %2$I.%3$I) AS replayed ON %4$s
       WHERE serving.%5$I IS NULL OR replayed.%5$I IS NULL OR serving IS DISTINCT FROM replayed
       ORDER BY %7$s
       LIMIT 100
      """;

  static final List<String> ALL = List.of(SETTINGS, SELECT_SERVING, SELECT_DONE, COMPOSE);

  private ReplayComparisonSql() {}
}
