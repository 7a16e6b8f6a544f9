package dev.annals.eventstore.deadletter;

import java.util.List;

/** Every statement about dead letters; a test plans each one on PostgreSQL. */
public final class DeadLetterSql {

  static final String ENQUEUE =
      """
      INSERT INTO projection.dead_letter (build, ordering_key, position, segment, cause, attempts)
      SELECT ?, ordering_key, position, segment, cause, attempts
        FROM unnest(?::text[], ?::bigint[], ?::integer[], ?::text[], ?::integer[])
             AS letter (ordering_key, position, segment, cause, attempts)
      """;

  /** Counts no further than it needs to. */
  static final String COUNT =
      """
      SELECT count(*)
        FROM (SELECT 1 FROM projection.dead_letter WHERE build = ? LIMIT ?) AS letters
      """;

  static final String SELECT_SEQUENCES =
      """
      SELECT DISTINCT segment, ordering_key
        FROM projection.dead_letter
       WHERE build = ? AND segment = ANY (?::integer[])
      """;

  static final String SELECT_PAGE =
      """
      SELECT ordering_key, position, cause, attempts, enqueued_at
        FROM projection.dead_letter
       WHERE build = ? AND (ordering_key, position) > (?, ?)
       ORDER BY ordering_key, position
       LIMIT ?
      """;

  static final String SELECT_SEQUENCE =
      """
      SELECT ordering_key, position, cause, attempts, enqueued_at
        FROM projection.dead_letter
       WHERE build = ? AND ordering_key = ?
       ORDER BY position
       LIMIT ?
      """;

  static final String DELETE =
      """
      DELETE FROM projection.dead_letter
       WHERE build = ? AND ordering_key = ? AND position = ANY (?::bigint[])
      """;

  static final String DELETE_ALL =
      """
      DELETE FROM projection.dead_letter WHERE build = ?
      """;

  static final String FAILED_AGAIN =
      """
      UPDATE projection.dead_letter
         SET cause = ?, attempts = attempts + 1
       WHERE build = ? AND ordering_key = ? AND position = ?
      """;

  /** No row if there is no such sequence, or no such letter in it. */
  static final String REQUEST =
      """
      INSERT INTO projection.dead_letter_act (
        build, segment, ordering_key, kind, position, actor, reason, provenance)
      SELECT letter.build, letter.segment, letter.ordering_key, wish.kind, wish.position,
             wish.actor, wish.reason, wish.provenance
        FROM (VALUES (?::text, ?::bigint, ?::text, ?::text, ?::text))
             AS wish (kind, position, actor, reason, provenance)
        JOIN LATERAL (
               SELECT build, segment, ordering_key
                 FROM projection.dead_letter
                WHERE build = ? AND ordering_key = ?
                  AND position = COALESCE(wish.position, position)
                ORDER BY position
                LIMIT 1) AS letter ON TRUE
      RETURNING act
      """;

  static final String REQUEST_ALL =
      """
      INSERT INTO projection.dead_letter_act (
        build, segment, ordering_key, kind, actor, reason, provenance)
      SELECT DISTINCT build, segment, ordering_key, 'REDRIVE', ?, ?, ?
        FROM projection.dead_letter
       WHERE build = ?
       ORDER BY ordering_key
       LIMIT ?
      RETURNING act
      """;

  private static final String ACT =
      """
      SELECT act, segment, ordering_key, kind, position, actor, reason, requested_at, letters_done,
             outcome, detail, provenance
        FROM projection.dead_letter_act
      """;

  static final String SELECT_ACT = ACT + " WHERE build = ? AND act = ?";

  static final String SELECT_PENDING =
      ACT
          + """
           WHERE build = ? AND segment = ANY (?::integer[]) AND outcome IS NULL
           ORDER BY act
           LIMIT ?
          """;

  static final String COUNT_DONE =
      """
      UPDATE projection.dead_letter_act SET letters_done = letters_done + ? WHERE act = ?
      """;

  static final String FINISH =
      """
      UPDATE projection.dead_letter_act
         SET outcome = ?, detail = ?, finished_at = clock_timestamp()
       WHERE act = ? AND outcome IS NULL
      """;

  /** Whatever is still to be done about a build that is dropped. */
  static final String FINISH_ALL =
      """
      UPDATE projection.dead_letter_act
         SET outcome = 'GONE', detail = 'The build was dropped', finished_at = clock_timestamp()
       WHERE build = ? AND outcome IS NULL
      """;

  /** Of all builds: whoever records need not run the projection. */
  static final String SELECT_TO_RECORD =
      """
      SELECT act.act, act.segment, act.ordering_key, act.kind, act.position, act.actor, act.reason,
             act.requested_at, act.letters_done, act.outcome, act.detail, build.projection,
             build.version, build.tables, act.finished_at, act.request_recorded, act.provenance
        FROM projection.dead_letter_act AS act
        JOIN projection.build AS build ON build.build = act.build
       WHERE NOT act.outcome_recorded
         AND (NOT act.request_recorded OR act.finished_at IS NOT NULL)
       ORDER BY act.act
       LIMIT ?
      """;

  static final String COUNT_TO_RECORD =
      """
      SELECT count(*)
        FROM (SELECT 1
                FROM projection.dead_letter_act
               WHERE NOT outcome_recorded AND (NOT request_recorded OR finished_at IS NOT NULL)
               LIMIT ?) AS act
      """;

  static final String REQUEST_IS_RECORDED =
      """
      UPDATE projection.dead_letter_act SET request_recorded = true WHERE act = ?
      """;

  static final String OUTCOME_IS_RECORDED =
      """
      UPDATE projection.dead_letter_act SET outcome_recorded = true WHERE act = ?
      """;

  public static final List<String> ALL =
      List.of(
          ENQUEUE,
          COUNT,
          SELECT_SEQUENCES,
          SELECT_PAGE,
          SELECT_SEQUENCE,
          DELETE,
          DELETE_ALL,
          FAILED_AGAIN,
          REQUEST,
          REQUEST_ALL,
          SELECT_ACT,
          SELECT_PENDING,
          COUNT_DONE,
          FINISH,
          FINISH_ALL,
          SELECT_TO_RECORD,
          COUNT_TO_RECORD,
          REQUEST_IS_RECORDED,
          OUTCOME_IS_RECORDED);

  private DeadLetterSql() {}
}
