package dev.annals.benchmarks.store;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.Tag;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.postgresql.PGConnection;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as the columns of a prepared statement; arrays of the elements' own type, which the driver
 * can send in binary.
 */
final class EventArrays {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  static final String TAG_SEPARATOR = "\u001f";

  private EventArrays() {}

  static Array ids(Connection connection, List<Event> events) throws SQLException {
    return connection.createArrayOf("uuid", events.stream().map(Event::id).toArray(UUID[]::new));
  }

  static Array texts(Connection connection, List<Event> events, Function<Event, String> text)
      throws SQLException {
    return connection.createArrayOf("text", events.stream().map(text).toArray(String[]::new));
  }

  static Array instants(Connection connection, List<Event> events) throws SQLException {
    return connection.createArrayOf(
        "timestamptz", events.stream().map(event -> event.occurredAt().toString()).toArray());
  }

  /** The same in microseconds, which go over the wire in binary. */
  static Array micros(Connection connection, List<Event> events) throws SQLException {
    return longs(
        connection,
        events.stream()
            .mapToLong(event -> ChronoUnit.MICROS.between(Instant.EPOCH, event.occurredAt())));
  }

  static Array longs(Connection connection, LongStream longs) throws SQLException {
    return connection.unwrap(PGConnection.class).createArrayOf("int8", longs.toArray());
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
