package dev.annals.eventstore.log.postgres;

import java.util.List;

/**
 * Every statement of the log. Tables are named without a schema: the connection's search path names
 * the log. Lists inside one array element are joined by the unit separator, which neither tags nor
 * types can contain.
 */
final class EventLogSql {

  static final char UNIT_SEPARATOR = '\u001f';

  /**
   * One batch: keys, then events, then tags, then the wake-up, in one transaction and one round
   * trip. Keys come first so that a used key costs no event rows; each step counts the one before
   * it, because the order of data-modifying CTEs is otherwise not defined and two processes could
   * wait for each other's rows.
   */
  static final String APPEND =
      """
      WITH keyed AS (
        INSERT INTO request (key, fingerprint, answer, position)
        SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[])
        RETURNING 1),
      appended AS (
        INSERT INTO event (position, event_id, type, revision, occurred_at, tags, payload, metadata)
        SELECT position, event_id, type, revision,
               timestamptz 'epoch' + occurred_micros * interval '1 microsecond',
               string_to_array(tags, chr(31)), payload, metadata
          FROM unnest(?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[])
            AS e (position, event_id, type, revision, occurred_micros, tags, payload, metadata)
         WHERE (SELECT count(*) FROM keyed) >= 0
        RETURNING 1),
      tagged AS (
        INSERT INTO event_tag (tag, type, position)
        SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[])
         WHERE (SELECT count(*) FROM appended) >= 0
        RETURNING 1)
      SELECT pg_notify(?, ?)
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
  static final String SELECT_EVENT_ID = "SELECT event_id FROM event WHERE position = ?";

  /** What other processes appended, for the tail. */
  static final String SELECT_TAIL =
      """
      SELECT position, type, array_to_string(tags, chr(31))
        FROM event
       WHERE position > ?
       ORDER BY position
       LIMIT ?
      """;

  static final String SELECT_ALL_AFTER =
      """
      SELECT position, event_id, type, revision, occurred_at, recorded_at,
             array_to_string(tags, chr(31)), payload, metadata
        FROM event
       WHERE position > ?
       ORDER BY position
       LIMIT ?
      """;

  /**
   * Positions that match a query's items, given flattened: one row per tag and type of an item with
   * types, one row per item without types, each with the item's other tags to check on the event
   * itself. Bounds: after, through.
   */
  private static final String MATCHED =
      """
      matched AS (
        SELECT found.position
          FROM unnest(?::text[], ?::text[], ?::text[]) AS item (tag, type, other_tags)
         CROSS JOIN LATERAL (
               SELECT t.position
                 FROM event_tag t
                WHERE t.tag = item.tag AND t.type = item.type AND t.position > ? AND t.position <= ?
                  AND (item.other_tags = '' OR EXISTS (
                        SELECT 1 FROM event e
                         WHERE e.position = t.position
                           AND e.tags @> string_to_array(item.other_tags, chr(31))))
               ) AS found
        UNION
        SELECT found.position
          FROM unnest(?::text[], ?::text[]) AS item (tag, other_tags)
         CROSS JOIN LATERAL (
               SELECT t.position
                 FROM event_tag t
                WHERE t.tag = item.tag AND t.position > ? AND t.position <= ?
                  AND (item.other_tags = '' OR EXISTS (
                        SELECT 1 FROM event e
                         WHERE e.position = t.position
                           AND e.tags @> string_to_array(item.other_tags, chr(31))))
               ) AS found)
      """;

  /** The head and the matching events of one snapshot; a row without an event if none matches. */
  static final String SOURCE =
      """
      WITH head AS (SELECT coalesce(max(position), 0) AS position FROM event),
      """
          + MATCHED
          + """
            SELECT head.position, e.position, e.event_id, e.type, e.revision, e.occurred_at, e.recorded_at,
                   array_to_string(e.tags, chr(31)), e.payload, e.metadata
              FROM head
              LEFT JOIN (SELECT e.*
                           FROM (SELECT position FROM matched ORDER BY position LIMIT ?) AS page
                           JOIN event e ON e.position = page.position) AS e ON true
             ORDER BY e.position
            """;

  /** The lowest matching position, if any. */
  static final String SELECT_FIRST_MATCH = "WITH " + MATCHED + " SELECT min(position) FROM matched";

  static final String SELECT_RECORDED_AT = "SELECT recorded_at FROM event WHERE position = ?";

  /** The settings without which an acknowledged append could be lost. */
  static final String SELECT_DURABILITY =
      "SELECT current_setting('fsync'), current_setting('full_page_writes')";

  static final List<String> ALL =
      List.of(
          APPEND,
          SELECT_REQUESTS,
          SELECT_HEAD,
          SELECT_EVENT_ID,
          SELECT_TAIL,
          SELECT_ALL_AFTER,
          SOURCE,
          SELECT_FIRST_MATCH,
          SELECT_RECORDED_AT,
          SELECT_DURABILITY);

  private EventLogSql() {}
}
