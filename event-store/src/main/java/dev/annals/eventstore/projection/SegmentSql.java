package dev.annals.eventstore.projection;

import java.util.List;

/** Every statement about segments and who works on them; a test plans each one on PostgreSQL. */
final class SegmentSql {

  static final String HEARTBEAT =
      """
      INSERT INTO projection.instance (build, instance, expires_at)
      VALUES (?, ?, clock_timestamp() + ? * interval '1 millisecond')
      ON CONFLICT (build, instance) DO UPDATE SET expires_at = EXCLUDED.expires_at
      """;

  static final String FORGET_EXPIRED =
      """
      DELETE FROM projection.instance
       WHERE build = ? AND (instance = ? OR expires_at < clock_timestamp())
      """;

  static final String COUNT_INSTANCES =
      """
      SELECT count(*)
        FROM projection.instance
       WHERE build = ? AND expires_at > clock_timestamp()
      """;

  /**
   * Passes over what others are taking right now, and over a segment whose owner is in the middle
   * of a transaction, and so alive.
   */
  static final String CLAIM =
      """
      UPDATE projection.segment AS claimed
         SET owner = ?, epoch = claimed.epoch + 1,
             leased_until = clock_timestamp() + ? * interval '1 millisecond'
        FROM (SELECT build, segment
                FROM projection.segment
               WHERE build = ? AND (owner IS NULL OR leased_until < clock_timestamp())
               ORDER BY segment
               LIMIT ?
                 FOR UPDATE SKIP LOCKED) AS free
       WHERE claimed.build = free.build AND claimed.segment = free.segment
      RETURNING claimed.segment, claimed.epoch, claimed.position
      """;

  /** Also passes over segments in the middle of a transaction, which renews them itself. */
  static final String RENEW =
      """
      UPDATE projection.segment AS renewed
         SET leased_until = clock_timestamp() + ? * interval '1 millisecond'
        FROM (SELECT segment.build, segment.segment
                FROM projection.segment AS segment
                JOIN unnest(?::integer[], ?::bigint[]) AS held (segment, epoch)
                  ON held.segment = segment.segment AND held.epoch = segment.epoch
               WHERE segment.build = ?
                 FOR UPDATE OF segment SKIP LOCKED) AS mine
       WHERE renewed.build = mine.build AND renewed.segment = mine.segment
      """;

  static final String RELEASE =
      """
      UPDATE projection.segment
         SET owner = NULL, leased_until = '-infinity'
       WHERE build = ? AND segment = ? AND epoch = ?
      """;

  static final String SELECT_SEGMENTS =
      """
      SELECT segment, epoch, position
        FROM projection.segment
       WHERE build = ?
       ORDER BY segment
      """;

  /**
   * Finds each row only where the worker believes it to be, so that of two workers with the same
   * batch one commits, and one that lost its claim nothing. Run before the rows are written: the
   * row locks then make the other one wait instead of working in vain.
   *
   * <p>Also sends the transaction's unqualified names to the build's own tables, has the server end
   * the transaction if its owner falls silent, as nobody could take the segments over, and may let
   * the commit not wait for the disk.
   */
  static final String ADVANCE =
      """
      WITH path AS MATERIALIZED (
             SELECT set_config('search_path', ?, TRUE) AS tables,
                    set_config('idle_in_transaction_session_timeout', ?, TRUE) AS silence,
                    set_config(
                      'synchronous_commit',
                      COALESCE(?, current_setting('synchronous_commit')),
                      TRUE) AS durability)
      UPDATE projection.segment AS segment
         SET position = ?, leased_until = clock_timestamp() + ? * interval '1 millisecond'
        FROM path, unnest(?::integer[], ?::bigint[]) AS held (segment, epoch)
       WHERE path.tables IS NOT NULL AND path.silence IS NOT NULL AND path.durability IS NOT NULL
         AND segment.build = ? AND segment.segment = held.segment
         AND segment.epoch = held.epoch AND segment.position = ?
      """;

  static final List<String> ALL =
      List.of(
          HEARTBEAT,
          FORGET_EXPIRED,
          COUNT_INSTANCES,
          CLAIM,
          RENEW,
          RELEASE,
          SELECT_SEGMENTS,
          ADVANCE);

  private SegmentSql() {}
}
