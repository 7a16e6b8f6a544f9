package dev.annals.benchmarks.store;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.Tag;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Events as the columns of a prepared statement. */
final class EventArrays {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  static final String TAG_SEPARATOR = "\u001f";

  private EventArrays() {}

  static Array ids(Connection connection, List<Event> events) throws SQLException {
    return connection.createArrayOf("uuid", events.stream().map(Event::id).toArray());
  }

  static Array texts(Connection connection, List<Event> events, Function<Event, String> text)
      throws SQLException {
    return connection.createArrayOf("text", events.stream().map(text).toArray());
  }

  static Array instants(Connection connection, List<Event> events) throws SQLException {
    return connection.createArrayOf(
        "timestamptz", events.stream().map(event -> event.occurredAt().toString()).toArray());
  }

  static String tags(Event event) {
    return event.tags().stream().map(Tag::text).collect(Collectors.joining(TAG_SEPARATOR));
  }

  static String metadata(Event event) {
    return JSON.writeValueAsString(event.metadata());
  }

  static Map<String, String> metadata(String json) {
    return JSON.readValue(json, TEXTS);
  }
}
