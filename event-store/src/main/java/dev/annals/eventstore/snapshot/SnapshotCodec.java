package dev.annals.eventstore.snapshot;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * States as JSON and back. Strict: a field too many or too few is an error, since a guess here
 * would become the state of somebody's account.
 */
final class SnapshotCodec {

  /** Most text of one snapshot; a state that large is no state but a history. */
  static final int LENGTH_MAX = 1 << 20;

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /**
   * The state as JSON that is sure to give back the same state.
   *
   * @throws IllegalArgumentException if there is no such JSON
   */
  String encode(Object state) {
    try {
      var json = mapper.writeValueAsString(state);
      if (json.length() > LENGTH_MAX) {
        throw new IllegalArgumentException(
            "It has %d characters, more than %d".formatted(json.length(), LENGTH_MAX));
      }
      if (!state.equals(mapper.readValue(json, state.getClass()))) {
        throw new IllegalArgumentException("Its JSON gives back another state");
      }
      return json;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /**
   * The state that was encoded.
   *
   * @throws IllegalArgumentException if the text is no such state
   */
  <S> S decode(String json, Class<S> type) {
    S state;
    try {
      state = mapper.readValue(json, type);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
    if (state == null) {
      throw new IllegalArgumentException("It is null");
    }
    return state;
  }
}
