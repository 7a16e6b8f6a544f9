package dev.annals.eventstore.log.postgres;

import java.util.List;

/**
 * Every statement of the log but those of {@link SourceSql}. Tables are named without a schema: the
 * connection's search path names the log. Lists inside one array element are joined by the unit
 * separator, which neither tags nor types can contain.
 */
final class EventLogSql {

  static final char UNIT_SEPARATOR = '\u001f';

  /**
   * One batch: keys, then events, in one transaction and one round trip. Keys come first so that a
   * used key costs no event rows; the second step counts the first, because the order of
   * data-modifying CTEs is otherwise not defined and two processes could wait for each other's
   * rows.
   *
   * <p>Recorded at the statement's start: a writer sends it only once it has seen the head before
   * it committed, so the instant never decreases with the position while the server's clock does
   * not.
   */
  static final String APPEND =
      """
      WITH keyed AS (
        INSERT INTO request (key, fingerprint, answer, position)
        SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[])
        RETURNING 1),
      appended AS (
        INSERT INTO event (position, event_id, type, revision, occurred_at, recorded_at, tags, payload, metadata)
        SELECT position, event_id, type, revision, occurred_at, statement_timestamp(),
               string_to_array(tags, chr(31)), payload, metadata
          FROM unnest(?::bigint[], ?::uuid[], ?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
            AS e (position, event_id, occurred_at, type, revision, tags, payload, metadata)
         WHERE (SELECT count(*) FROM keyed) >= 0
        RETURNING 1)
      SELECT statement_timestamp()
      """;

  /** Wakes the followers; the position is for whoever watches the channel by hand. */
  static final String NOTIFY = "SELECT pg_notify(?, ?)";

  /** How far the index of tags reaches. */
  static final String SELECT_INDEXED =
      "SELECT coalesce((SELECT through FROM tag_index ORDER BY after DESC LIMIT 1), 0)";

  /**
   * Indexes the tags and types of the events {@code after+1..through}, all or nothing, unless
   * another process did or the log does not reach that far. In the order of the index, so that
   * neighbours meet on its pages.
   */
  static final String INDEX =
      """
      WITH bulk AS (
        INSERT INTO tag_index (after, through)
        SELECT ?, ?
         WHERE ? = coalesce((SELECT through FROM tag_index ORDER BY after DESC LIMIT 1), 0)
           AND EXISTS (SELECT 1 FROM event WHERE position = ?)
        ON CONFLICT (after) DO NOTHING
        RETURNING 1),
      typed AS (
        INSERT INTO event_type (type_hash, through, positions)
        SELECT hashtextextended(e.type, 0), max(e.position), array_agg(e.position ORDER BY e.position)
          FROM event e
         WHERE e.position > ? AND e.position <= ? AND EXISTS (SELECT 1 FROM bulk)
         GROUP BY 1)
      INSERT INTO event_tag (tag_hash, type_hash, position, place)
      SELECT hashtextextended(tag, 0), hashtextextended(e.type, 0), e.position, e.place
        FROM (SELECT unnest(e.tags) AS tag, e.type, e.position, e.ctid AS place
                FROM event e
               WHERE e.position > ? AND e.position <= ? AND EXISTS (SELECT 1 FROM bulk)) AS e
       ORDER BY 1, 2, 3
      """;

  static final String SELECT_REQUESTS =
      """
      SELECT key, fingerprint, answer, position FROM request WHERE key = ANY (?)
      """;

  static final String SELECT_HEAD = "SELECT coalesce(max(position), 0) FROM event";

  /**
   * Whether a batch whose commit was interrupted is in the log: its first event is, at its first
   * position.
   */
  static final String SELECT_RECORDED =
      "SELECT event_id, recorded_at FROM event WHERE position = ?";

  static final String EVENT_COLUMNS =
      """
      e.position, e.event_id, e.type, e.revision, e.occurred_at, e.recorded_at,
      array_to_string(e.tags, chr(31)), e.payload, e.metadata
      """;

  static final String SELECT_ALL_AFTER =
      "SELECT "
          + EVENT_COLUMNS
          + """
              FROM event e
             WHERE e.position > ?
             ORDER BY e.position
             LIMIT ?
            """;

  /** Of what another process appended: what conditions are checked against, and no more. */
  static final String SELECT_MARKS_AFTER =
      """
      SELECT position, event_id, type, array_to_string(tags, chr(31))
        FROM event
       WHERE position > ?
       ORDER BY position
       LIMIT ?
      """;

  /**
   * Waits for this process's turn, which lasts until the transaction ends. Its key is the log's
   * own; advisory locks are known to the whole database. The time limit must not outlive the wait,
   * as other statements wait for good reason.
   */
  static final String TAKE_TURN =
      "SELECT set_config('lock_timeout', '"
          + WriterTurns.WAIT_MAX.toMillis()
          + """
            ', true),
                   pg_advisory_xact_lock(hashtextextended('annals writer ' || current_schema(), 0)),
                   set_config('lock_timeout', '0', true)
            """;

  /**
   * A turn's beginning, in one round trip: the second statement sees what was committed before the
   * turn came.
   */
  static final String BEGIN_TURN =
      String.join(";", "BEGIN ISOLATION LEVEL READ COMMITTED", TAKE_TURN, SELECT_MARKS_AFTER);

  /** A turn's batch and its end, in one round trip. */
  static final String APPEND_IN_TURN = String.join(";", APPEND, "COMMIT");

  static final String END_TURN = "ROLLBACK";

  /** Nobody appends while a log is restored, nor answers a request, nor seals. */
  static final String LOCK_ALL =
      "LOCK TABLE event, request, tag_index, seal IN SHARE ROW EXCLUSIVE MODE";

  /** Whether nothing was ever appended or answered. */
  static final String IS_EMPTY =
      """
      SELECT NOT EXISTS (SELECT 1 FROM event) AND NOT EXISTS (SELECT 1 FROM request)
         AND NOT EXISTS (SELECT 1 FROM tag_index)
      """;

  /** For {@link RestoredEvents}; in the order of {@link #copyEvents}. */
  static final String RESTORE_EVENTS =
      """
      COPY event (position, event_id, occurred_at, recorded_at, type, revision, tags, payload, metadata)
        FROM STDIN (FORMAT binary)
      """;

  /** A range of the log for {@link EventCopy}; COPY takes no parameters. */
  static String copyEvents(long after, long through) {
    return """
        COPY (SELECT position, event_id, occurred_at, recorded_at, type, revision, tags, payload, metadata
                FROM event
               WHERE position > %d AND position <= %d
               ORDER BY position)
          TO STDOUT (FORMAT binary)
        """
        .formatted(after, through);
  }

  /** What matches in a short range that the index does not cover yet. */
  static final String SCAN =
      "SELECT "
          + EVENT_COLUMNS
          + """
              FROM event e
             WHERE e.position > ? AND e.position <= ?
               AND EXISTS (
                     SELECT 1 FROM unnest(?::text[], ?::text[]) AS item (type, tags)
                      WHERE (item.type = '' OR item.type = e.type)
                        AND e.tags @> string_to_array(item.tags, chr(31)))
             ORDER BY e.position
             LIMIT ?
            """;

  /**
   * The last position recorded before an instant. Positions and recording instants grow together,
   * so halving what lies between finds it without an index: some thirty rows for any log.
   */
  static final String SELECT_POSITION_BEFORE =
      """
      WITH RECURSIVE search (before, not_before) AS (
        SELECT 0::bigint, coalesce(max(position), 0) + 1 FROM event
        UNION ALL
        SELECT CASE WHEN middle.earlier THEN middle.position ELSE search.before END,
               CASE WHEN middle.earlier THEN search.not_before ELSE middle.position END
          FROM search
         CROSS JOIN LATERAL (
               SELECT e.position, e.recorded_at < ?::timestamptz AS earlier
                 FROM event e
                WHERE e.position = search.before + (search.not_before - search.before) / 2
                LIMIT 1) AS middle
         WHERE search.not_before - search.before > 1)
      SELECT max(before) FROM search
      """;

  /** The settings without which an acknowledged append could be lost. */
  static final String SELECT_DURABILITY =
      "SELECT current_setting('fsync'), current_setting('full_page_writes')";

  static final List<String> ALL =
      List.of(
          APPEND,
          NOTIFY,
          INDEX,
          SELECT_REQUESTS,
          SELECT_HEAD,
          SELECT_INDEXED,
          SELECT_RECORDED,
          SELECT_ALL_AFTER,
          SELECT_MARKS_AFTER,
          TAKE_TURN,
          SCAN,
          SELECT_POSITION_BEFORE,
          SELECT_DURABILITY,
          IS_EMPTY);

  private EventLogSql() {}
}
