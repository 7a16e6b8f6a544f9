package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** The tables of a {@link SequenceLog}, with the names that a checker looks for. */
final class SequenceLogRows {

  static final String CREATE =
      """
      CREATE TABLE event (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, event_id uuid, type text,
        revision text, occurred_at timestamptz, tags text[], payload text, metadata text);
      CREATE TABLE request (key text, fingerprint text, answer text, position bigint)
      """;

  private static final String INSERT =
      """
      INSERT INTO event (event_id, type, revision, occurred_at, tags, payload, metadata)
      VALUES (?, ?, ?, ?, ?, ?, jsonb_object(?::text[], ?::text[])::text)
      RETURNING position
      """;

  private static final String READ =
      """
      SELECT position, event_id, type, revision, occurred_at, tags, payload,
             (SELECT array_agg(key ORDER BY key) FROM jsonb_each_text(metadata::jsonb)),
             (SELECT array_agg(value ORDER BY key) FROM jsonb_each_text(metadata::jsonb))
        FROM event
       WHERE position > ?
       ORDER BY position
      """;

  private SequenceLogRows() {}

  /** Returns the position. */
  static long insert(Connection connection, Event event) throws SQLException {
    try (var statement = connection.prepareStatement(INSERT)) {
      statement.setObject(1, event.id());
      statement.setString(2, event.type());
      statement.setString(3, event.revision());
      statement.setObject(4, event.occurredAt().atOffset(ZoneOffset.UTC));
      setTexts(statement, 5, event.tags().stream().map(Tag::text).toList());
      statement.setString(6, event.payload());
      setTexts(statement, 7, event.metadata().keySet());
      setTexts(statement, 8, event.metadata().values());
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static void setTexts(PreparedStatement statement, int parameter, Collection<String> texts)
      throws SQLException {
    statement.setArray(
        parameter, statement.getConnection().createArrayOf("text", texts.toArray(String[]::new)));
  }

  static List<SequencedEvent> readAll(Connection connection, EventQuery query, long after)
      throws SQLException {
    var events = new ArrayList<SequencedEvent>();
    try (var statement = connection.prepareStatement(READ)) {
      statement.setLong(1, after);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          var event = event(rows);
          if (query.matches(event.event().type(), event.event().tags())) {
            events.add(event);
          }
        }
      }
    }
    return events;
  }

  private static SequencedEvent event(ResultSet row) throws SQLException {
    var keys = texts(row, 8);
    var values = texts(row, 9);
    var metadata = new HashMap<String, String>();
    for (var i = 0; i < keys.size(); i++) {
      metadata.put(keys.get(i), values.get(i));
    }
    var occurredAt = row.getObject(5, OffsetDateTime.class).toInstant();
    var event =
        new Event(
            row.getObject(2, UUID.class),
            row.getString(3),
            row.getString(4),
            occurredAt,
            texts(row, 6).stream().map(Tag::new).collect(Collectors.toSet()),
            row.getString(7),
            metadata);
    return new SequencedEvent(SequencePosition.of(row.getLong(1)), occurredAt, event);
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    var array = row.getArray(column);
    return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
  }
}
