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
   * One batch: keys, then events, in one transaction and one round trip. Keys come first so that a
   * used key costs no event rows; the second step counts the first, because the order of
   * data-modifying CTEs is otherwise not defined and two processes could wait for each other's
   * rows.
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
        RETURNING 1)
      SELECT transaction_timestamp()
      """;

  /** Wakes the followers; the position is for whoever watches the channel by hand. */
  static final String NOTIFY = "SELECT pg_notify(?, ?)";

  /** How far the index of tags reaches. */
  static final String SELECT_INDEXED =
      "SELECT coalesce((SELECT through FROM tag_index ORDER BY after DESC LIMIT 1), 0)";

  /**
   * Indexes the tags of the events {@code after+1..through}, all or nothing, unless another process
   * did. In the order of the index, so that neighbours meet on its pages.
   */
  static final String INDEX_TAGS =
      """
      WITH bulk AS (
        INSERT INTO tag_index (after, through)
        SELECT ?, ?
         WHERE ? = coalesce((SELECT through FROM tag_index ORDER BY after DESC LIMIT 1), 0)
        ON CONFLICT (after) DO NOTHING
        RETURNING 1)
      INSERT INTO event_tag (tag, type, position)
      SELECT tag, e.type, e.position
        FROM event e
       CROSS JOIN LATERAL unnest(e.tags || ''::text) AS tag
       WHERE e.position > ? AND e.position <= ? AND EXISTS (SELECT 1 FROM bulk)
       ORDER BY tag, e.type, e.position
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

  static final String SELECT_ALL_AFTER =
      """
      SELECT position, event_id, type, revision, occurred_at, recorded_at,
             array_to_string(tags, chr(31)), payload, metadata
        FROM event
       WHERE position > ?
       ORDER BY position
       LIMIT ?
      """;

  /** Where event_tag ends: what lies behind is found in the events themselves. */
  private static final String INDEXED = "indexed AS (" + SELECT_INDEXED + " AS through)";

  /**
   * Positions that match a query's items: those the index has, those the process knew, and those
   * neither covers. For the index the items are flattened: one row per tag and type of an item with
   * types, one row per item without types, each with the item's other tags to check on the event
   * itself. Bounds are parameters or scalar subselects, since only these become conditions on an
   * index; the other tags are a scalar subselect, since an EXISTS may be planned as one scan of the
   * whole log. The limit applies to each part, whose lowest positions are all a page needs.
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
                  AND (item.other_tags = '' OR (
                        SELECT e.tags @> string_to_array(item.other_tags, chr(31))
                          FROM event e
                         WHERE e.position = t.position))
                ORDER BY t.position
                LIMIT ?
               ) AS found
        UNION
        SELECT found.position
          FROM unnest(?::text[], ?::text[]) AS item (tag, other_tags)
         CROSS JOIN LATERAL (
               SELECT t.position
                 FROM event_tag t
                WHERE t.tag = item.tag AND t.position > ? AND t.position <= ?
                  AND (item.other_tags = '' OR (
                        SELECT e.tags @> string_to_array(item.other_tags, chr(31))
                          FROM event e
                         WHERE e.position = t.position))
                ORDER BY t.position
                LIMIT ?
               ) AS found
        UNION
        SELECT unnest(?::bigint[])
      """
          + behindTheIndex()
          + behindTheIndex()
          + ")\n";

  /** The events of one range that lies behind the index and that the process does not know. */
  private static String behindTheIndex() {
    return """
        UNION
        SELECT e.position
          FROM event e
         WHERE e.position > (SELECT greatest(?::bigint, through) FROM indexed) AND e.position <= ?
           AND EXISTS (
                 SELECT 1 FROM unnest(?::text[], ?::text[]) AS item (type, tags)
                  WHERE (item.type = '' OR item.type = e.type)
                    AND e.tags @> string_to_array(item.tags, chr(31)))
      """;
  }

  /** The head and the matching events of one snapshot; a row without an event if none matches. */
  static final String SOURCE =
      """
      WITH head AS (SELECT coalesce(max(position), 0) AS position FROM event),
      """
          + INDEXED
          + ", "
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
  static final String SELECT_FIRST_MATCH =
      "WITH " + INDEXED + ", " + MATCHED + " SELECT min(position) FROM matched";

  static final String SELECT_RECORDED_AT = "SELECT recorded_at FROM event WHERE position = ?";

  /** The settings without which an acknowledged append could be lost. */
  static final String SELECT_DURABILITY =
      "SELECT current_setting('fsync'), current_setting('full_page_writes')";

  static final List<String> ALL =
      List.of(
          APPEND,
          SELECT_REQUESTS,
          SELECT_HEAD,
          NOTIFY,
          SELECT_INDEXED,
          INDEX_TAGS,
          SELECT_RECORDED,
          SELECT_ALL_AFTER,
          SOURCE,
          SELECT_FIRST_MATCH,
          SELECT_RECORDED_AT,
          SELECT_DURABILITY);

  private EventLogSql() {}
}
