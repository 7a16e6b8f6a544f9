package dev.annals.eventstore.log.postgres;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The statements that find a page of what matches a query, by which items the query has. */
enum SourceSql {
  /** All items have tags and types. */
  BY_TAG_AND_TYPE(SourceSql.MATCHED_BY_TAG_AND_TYPE, SourceSql.AT_ITS_PLACE),
  /** No item has types. */
  BY_TAG(SourceSql.MATCHED_BY_TAG, SourceSql.AT_ITS_PLACE),
  /** Any. */
  BY_ANY(SourceSql.MATCHED_BY_ANY, SourceSql.AT_ITS_POSITION);

  /**
   * Indexed positions that match a query's items as far as the index can tell: the caller looks at
   * the events as well, since different tags may share a hash. Items are flattened: one row per tag
   * and type of an item with both, one row per tag or type of any other, each with the tags to
   * check here, on the event itself. That is a scalar subselect, since an EXISTS may be planned as
   * one scan of the whole log. The limit applies to each row, whose lowest positions are all a page
   * needs.
   */
  private static final String MATCHED_BY_TAG_AND_TYPE =
      """
      SELECT found.position, found.place
        FROM unnest(?::text[], ?::text[], ?::text[]) AS item (tag, type, checked_tags)
       CROSS JOIN LATERAL (
             SELECT t.position, t.place
               FROM event_tag t
              WHERE t.tag_hash = hashtextextended(item.tag, 0)
                AND t.type_hash = hashtextextended(item.type, 0)
                AND t.position > ? AND t.position <= ?
                AND (item.checked_tags = '' OR (
                      SELECT e.tags @> string_to_array(item.checked_tags, chr(31))
                        FROM event e
                       WHERE e.position = t.position))
              ORDER BY t.position
              LIMIT ?
             ) AS found
      """;

  private static final String MATCHED_BY_TAG =
      """
      SELECT found.position, found.place
        FROM unnest(?::text[], ?::text[]) AS item (tag, checked_tags)
       CROSS JOIN LATERAL (
             SELECT t.position, t.place
               FROM event_tag t
              WHERE t.tag_hash = hashtextextended(item.tag, 0)
                AND t.position > ? AND t.position <= ?
                AND (item.checked_tags = '' OR (
                      SELECT e.tags @> string_to_array(item.checked_tags, chr(31))
                        FROM event e
                       WHERE e.position = t.position))
              ORDER BY t.position
              LIMIT ?
             ) AS found
      """;

  /** From the first bulk that ends after the range begins to the first that ends where it does. */
  private static final String MATCHED_BY_TYPE =
      """
      SELECT found.position, NULL::tid AS place
        FROM unnest(?::text[]) AS item (type)
       CROSS JOIN LATERAL (
             SELECT p.position
               FROM (SELECT ?::bigint AS after, ?::bigint AS through OFFSET 0) AS wanted
              CROSS JOIN event_type t
              CROSS JOIN LATERAL unnest(t.positions) AS p (position)
              WHERE t.type_hash = hashtextextended(item.type, 0)
                AND t.through > wanted.after
                AND t.through <= coalesce((
                      SELECT min(l.through)
                        FROM event_type l
                       WHERE l.type_hash = hashtextextended(item.type, 0)
                         AND l.through >= wanted.through), wanted.through)
                AND p.position > wanted.after AND p.position <= wanted.through
              ORDER BY t.through, p.position
              LIMIT ?
             ) AS found
      """;

  private static final String MATCHED_BY_ANY =
      MATCHED_BY_TAG_AND_TYPE + " UNION ALL " + MATCHED_BY_TAG + " UNION ALL " + MATCHED_BY_TYPE;

  private static final String AT_ITS_PLACE = "e.ctid = page.place AND e.position = page.position";
  private static final String AT_ITS_POSITION = "e.position = page.position";

  static final List<String> ALL =
      Arrays.stream(values())
          .flatMap(source -> Stream.of(source.byPlace, source.byPosition))
          .distinct()
          .toList();

  /** Looks for each event in the place that the index has for it, if it has any. */
  final String byPlace;

  /** Looks for each event by its position, wherever it is. */
  final String byPosition;

  SourceSql(String matched, String byPlace) {
    this.byPlace = source(matched, byPlace);
    this.byPosition = source(matched, AT_ITS_POSITION);
  }

  /**
   * The head, how far the index reaches, and a page of what it holds, all of one snapshot. An event
   * that is not found has its position in the index, and nothing else.
   */
  private static String source(String matched, String found) {
    return "SELECT state.head, state.indexed, page.position, "
        + EventLogSql.EVENT_COLUMNS
        + " FROM (SELECT coalesce((SELECT max(position) FROM event), 0) AS head, ("
        + EventLogSql.SELECT_INDEXED
        + ") AS indexed) AS state LEFT JOIN (SELECT position, max(place) AS place FROM ("
        + matched
        + ") AS matched GROUP BY position ORDER BY position LIMIT ?) AS page ON true LEFT JOIN event e ON "
        + found;
  }
}
