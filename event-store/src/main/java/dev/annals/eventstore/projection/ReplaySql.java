package dev.annals.eventstore.projection;

import java.util.List;

/** Every statement about replays; a test plans each one on PostgreSQL. */
final class ReplaySql {

  /** One process at a time adds to those that have tables. */
  static final String LOCK =
      """
      SELECT pg_advisory_xact_lock(hashtextextended('annals.replays', 0))
      """;

  static final String COUNT_WITH_TABLES =
      """
      SELECT count(*) FROM projection.replay WHERE state IN ('RUNNING', 'DONE')
      """;

  static final String INSERT =
      """
      INSERT INTO projection.replay (
        projection, version, until_position, until_instant, actor, owner, leased_until, expires_at)
      VALUES (?, ?, ?, CAST(? AS timestamptz), ?, ?,
              clock_timestamp() + ? * interval '1 millisecond',
              clock_timestamp() + ? * interval '1 millisecond')
      RETURNING replay
      """;

  static final String SELECT =
      """
      SELECT replay, projection, version, until_position, until_instant, actor, state, position,
             created_at, expires_at, finished_at, cause, failed_position
        FROM projection.replay
       WHERE replay = ?
      """;

  static final String SELECT_PAGE =
      """
      SELECT replay, projection, version, until_position, until_instant, actor, state, position,
             created_at, expires_at, finished_at, cause, failed_position
        FROM projection.replay
       WHERE replay < ?
       ORDER BY replay DESC
       LIMIT ?
      """;

  /** Finds the row only where its owner believes it to be, as with segments. */
  static final String ADVANCE =
      """
      WITH path AS MATERIALIZED (
             SELECT set_config('search_path', ?, TRUE) AS tables,
                    set_config('idle_in_transaction_session_timeout', ?, TRUE) AS silence)
      UPDATE projection.replay AS replay
         SET position = ?, leased_until = clock_timestamp() + ? * interval '1 millisecond'
        FROM path
       WHERE path.tables IS NOT NULL AND path.silence IS NOT NULL
         AND replay.replay = ? AND replay.owner = ? AND replay.state = 'RUNNING'
         AND replay.position = ?
      """;

  /** Where a replay stands that its owner still has. */
  static final String SELECT_POSITION =
      """
      SELECT position FROM projection.replay WHERE replay = ? AND owner = ? AND state = 'RUNNING'
      """;

  static final String FINISH =
      """
      UPDATE projection.replay
         SET state = 'DONE', finished_at = clock_timestamp()
       WHERE replay = ? AND owner = ? AND state = 'RUNNING' AND position = until_position
      """;

  /** Passes over replays in the middle of a transaction, which renews them itself. */
  static final String RENEW =
      """
      UPDATE projection.replay AS renewed
         SET leased_until = clock_timestamp() + ? * interval '1 millisecond'
        FROM (SELECT replay
                FROM projection.replay
               WHERE owner = ? AND state = 'RUNNING' AND replay = ANY (?::bigint[])
                 FOR UPDATE SKIP LOCKED) AS mine
       WHERE renewed.replay = mine.replay
      """;

  /** Ends a replay that has tables. They have to be dropped in the same transaction. */
  static final String END =
      """
      UPDATE projection.replay
         SET state = ?, cause = ?, failed_position = ?,
             finished_at = COALESCE(finished_at, clock_timestamp())
       WHERE replay = ? AND state IN ('RUNNING', 'DONE')
      """;

  /**
   * One whose time is over, or whose owner is silent. Passes over those in the middle of a
   * transaction, and over those that could not be dropped just now.
   */
  static final String SELECT_OVERDUE =
      """
      SELECT replay, state = 'RUNNING' AND leased_until < clock_timestamp() AS lost
        FROM projection.replay
       WHERE replay > ? AND state IN ('RUNNING', 'DONE')
         AND (expires_at < clock_timestamp()
              OR state = 'RUNNING' AND leased_until < clock_timestamp())
       ORDER BY replay
       LIMIT 1
         FOR UPDATE SKIP LOCKED
      """;

  static final String SELECT_RUNNING_OF =
      """
      SELECT replay FROM projection.replay WHERE owner = ? AND state = 'RUNNING'
      """;

  /** How far a replay is, where the statements of reads look for it. */
  static final String CREATE_PROGRESS =
      """
      CREATE VIEW %I.view_progress AS
      SELECT projection, version, position FROM projection.replay WHERE replay = %s
      """;

  static final List<String> ALL =
      List.of(
          LOCK,
          COUNT_WITH_TABLES,
          INSERT,
          SELECT,
          SELECT_PAGE,
          ADVANCE,
          SELECT_POSITION,
          FINISH,
          RENEW,
          END,
          SELECT_OVERDUE,
          SELECT_RUNNING_OF);

  private ReplaySql() {}
}
