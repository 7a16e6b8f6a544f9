package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencedEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns stored payloads back into the classes of one catalogue. Tolerates fields it does not know,
 * since newer revisions add some, and refuses everything that would need a guess. Thread-safe.
 *
 * @param <T> what all payload classes of the catalogue have in common
 */
public final class EventDecoder<T> {

  private final Map<String, ObjectReader> readers;
  private final Map<String, Class<? extends T>> types;
  private final Class<T> catalogue;

  /**
   * Knows the types of one catalogue.
   *
   * @param types payload class by stored type name
   */
  public EventDecoder(Class<T> catalogue, Map<String, Class<? extends T>> types) {
    var mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();
    var byType = new HashMap<String, ObjectReader>();
    types.forEach((type, payload) -> byType.put(type, mapper.readerFor(payload)));
    this.readers = Map.copyOf(byType);
    this.types = Map.copyOf(types);
    this.catalogue = catalogue;
  }

  /**
   * The payload of a stored event.
   *
   * @throws IllegalStateException if the event is of no type of the catalogue or its payload does
   *     not fit; names the event
   */
  public T decode(SequencedEvent sequenced) {
    var event = sequenced.event();
    var reader = readers.get(event.type());
    if (reader == null) {
      throw new IllegalStateException(
          "No class for event type %s at position %s"
              .formatted(event.type(), sequenced.position()));
    }
    try {
      return catalogue.cast(Objects.requireNonNull(reader.<Object>readValue(event.payload())));
    } catch (JacksonException | NullPointerException e) {
      throw new IllegalStateException(
          "Cannot read the payload of %s revision %s at position %s: %s"
              .formatted(event.type(), event.revision(), sequenced.position(), reason(e)),
          e);
    }
  }

  /** Whether this is the class that events of the type are decoded to. */
  boolean decodes(String type, Class<?> payload) {
    return types.get(type) == payload;
  }

  T cast(Object payload) {
    return catalogue.cast(payload);
  }

  private static String reason(RuntimeException failure) {
    return failure instanceof JacksonException json ? json.getOriginalMessage() : "it is null";
  }
}
