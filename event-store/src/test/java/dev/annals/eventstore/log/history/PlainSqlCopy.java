package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.history.EventPrint.Parts;
import dev.annals.eventstore.log.history.Violation.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Copies a log from its tables, with statements of its own and none of the log's code. */
public final class PlainSqlCopy {

  /** PostgreSQL itself takes the metadata apart. */
  private static final String EVENTS =
      """
      SELECT position, event_id, type, revision, occurred_at, tags, payload,
             (SELECT array_agg(key ORDER BY key) FROM jsonb_each_text(metadata::jsonb)),
             (SELECT array_agg(value ORDER BY key) FROM jsonb_each_text(metadata::jsonb))
        FROM event
       ORDER BY position
      """;

  private static final String REQUESTS =
      "SELECT key, fingerprint, answer, position FROM request ORDER BY key";

  /** What is in the index and should not be, or the other way round, or twice. */
  private static final String WRONG_INDEX =
      """
      WITH indexed AS (
        SELECT * FROM event WHERE position <= (SELECT coalesce(max(through), 0) FROM tag_index)),
      expected AS (
        SELECT 'tag ' || hashtextextended(tag, 0) || ' of type ' || hashtextextended(type, 0) AS entry, position
          FROM indexed CROSS JOIN LATERAL unnest(tags) AS tag
        UNION ALL
        SELECT 'type ' || hashtextextended(type, 0), position FROM indexed),
      actual AS (
        SELECT 'tag ' || tag_hash || ' of type ' || type_hash AS entry, position FROM event_tag
        UNION ALL
        SELECT 'type ' || type_hash, unnest(positions) FROM event_type),
      lacking AS (
        SELECT entry, position FROM expected EXCEPT ALL SELECT entry, position FROM actual),
      surplus AS (
        SELECT entry, position FROM actual EXCEPT ALL SELECT entry, position FROM expected)
      SELECT 'lacks', entry, position FROM lacking
      UNION ALL
      SELECT 'should not have', entry, position FROM surplus
      UNION ALL
      SELECT 'has in another place', 'tag ' || t.tag_hash, t.position
        FROM event_tag t JOIN event e ON e.position = t.position
       WHERE e.ctid <> t.place
      LIMIT 100
      """;

  static final List<String> ALL = List.of(EVENTS, REQUESTS, WRONG_INDEX);

  private static final int FETCHED_AT_ONCE = 5_000;

  private PlainSqlCopy() {}

  /**
   * Reads all of it in one snapshot.
   *
   * @param connection of a user who may read the tables, with the log's schema in its search path
   */
  static void into(LogCopy copy, Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(FETCHED_AT_ONCE);
      try (var rows = statement.executeQuery(EVENTS)) {
        while (rows.next()) {
          add(copy, rows);
        }
      }
      try (var rows = statement.executeQuery(REQUESTS)) {
        while (rows.next()) {
          copy.addRequest(
              rows.getString(1),
              new LogCopy.Request(rows.getString(2), rows.getString(3), rows.getLong(4)));
        }
      }
    } finally {
      connection.rollback();
    }
  }

  /** Compares the index of tags, as far as it says that it reaches, with the events. */
  static void checkIndex(Violations violations, Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(WRONG_INDEX)) {
      while (rows.next()) {
        violations.report(
            Kind.WRONG_INDEX,
            "the index %s %s at %d"
                .formatted(rows.getString(1), rows.getString(2), rows.getLong(3)));
      }
    }
  }

  private static void add(LogCopy copy, ResultSet row) throws SQLException {
    var id = row.getObject(2, UUID.class);
    var type = row.getString(3);
    var tags = texts(row, 6);
    var parts = new Parts();
    parts.add(id.toString());
    parts.add(type);
    parts.add(row.getString(4));
    parts.add(row.getObject(5, OffsetDateTime.class).toInstant());
    parts.addTags(tags);
    parts.addMetadata(metadata(texts(row, 8), texts(row, 9)));
    parts.add(row.getString(7));
    copy.add(
        row.getLong(1),
        new EventPrint(id, parts.digest()),
        type,
        tags.stream().map(Tag::new).collect(Collectors.toSet()));
  }

  private static Map<String, String> metadata(List<String> keys, List<String> values) {
    var metadata = new HashMap<String, String>();
    for (var i = 0; i < keys.size(); i++) {
      metadata.put(keys.get(i), values.get(i));
    }
    return metadata;
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    var array = row.getArray(column);
    return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
  }
}
