package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {

  private static final String TYPE = "test.Weighed";

  private final EventDecoder<Record> decoder =
      new EventDecoder<>(Record.class, Map.of(TYPE, Weighed.class));

  record Weighed(String name, long grams) {}

  @Test
  void reads_the_class_of_the_type() {
    assertThat(decoder.decode(event(TYPE, "{\"name\":\"a\",\"grams\":7}")))
        .isEqualTo(new Weighed("a", 7));
  }

  @Test
  void tolerates_what_a_newer_revision_added() {
    assertThat(decoder.decode(event(TYPE, "{\"name\":\"a\",\"grams\":7,\"colour\":[1]}")))
        .isEqualTo(new Weighed("a", 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"name\":\"a\"}",
        "{\"grams\":7}",
        "{\"name\":null,\"grams\":7}",
        "{\"name\":\"a\",\"grams\":null}",
        "{\"name\":\"a\",\"grams\":7.5}",
        "{\"name\":\"a\",\"grams\":\"7\"}",
        "{\"name\":\"a\",\"grams\":9223372036854775808}",
        "{\"name\":\"a\",\"grams\":7} {}",
        "{\"name\":\"a\",\"grams\":7"
      })
  void guesses_nothing(String payload) {
    assertThatIllegalStateException()
        .isThrownBy(() -> decoder.decode(event(TYPE, payload)))
        .withMessageContaining("position 42");
  }

  @Test
  void refuses_a_type_it_does_not_know() {
    assertThatIllegalStateException()
        .isThrownBy(() -> decoder.decode(event("test.Measured", "{}")))
        .withMessageContaining("test.Measured");
  }

  private static SequencedEvent event(String type, String payload) {
    return new SequencedEvent(
        SequencePosition.of(42),
        Instant.EPOCH,
        new Event(new UUID(0, 1), type, "1", Instant.EPOCH, Set.of(), payload, Map.of()));
  }
}
