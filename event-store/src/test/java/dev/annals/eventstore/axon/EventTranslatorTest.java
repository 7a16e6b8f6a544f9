package dev.annals.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.eventstore.axon.CounterModule.Counted;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.privacy.PayloadProtection;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTranslatorTest {

  private static final String ID = "018f3c1e-0000-7000-8000-00000000000a";
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
  private static final MessageType TYPE = new MessageType("test", "Counted", "2");

  private final EventTranslator translator =
      new EventTranslator(
          new JacksonConverter(JacksonConverter.storedJson()), PayloadProtection.NONE);

  @Test
  void every_part_of_a_message_has_its_place_in_the_log() {
    var message =
        new GenericEventMessage(ID, TYPE, new Counted("a", 1), Map.of("actor", "me"), NOON);

    assertThat(translate(message))
        .isEqualTo(
            new Event(
                UUID.fromString(ID),
                "test.Counted",
                "2",
                NOON,
                Set.of(Tag.of("counterId", "a")),
                "{\"counterId\":\"a\",\"by\":1}",
                Map.of("actor", "me")));
  }

  @Test
  void what_was_stored_comes_back() {
    var event = translate(message(ID, TYPE, new Counted("a", 1)));

    var entry = translator.entry(new SequencedEvent(SequencePosition.of(7), NOON, event));

    assertThat(entry.message().identifier()).isEqualTo(ID);
    assertThat(entry.message().type()).isEqualTo(TYPE);
    assertThat(entry.message().timestamp()).isEqualTo(NOON);
    assertThat(
            entry
                .message()
                .<Counted>payloadAs(
                    Counted.class, new JacksonConverter(JacksonConverter.storedJson())))
        .isEqualTo(new Counted("a", 1));
    assertThat(TrackingToken.fromContext(entry))
        .hasValueSatisfying(token -> assertThat(token.position()).hasValue(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "order-1", "1-2-3-4-5", "018F3C1E-0000-7000-8000-00000000000A"})
  void an_identifier_that_is_no_uuid_is_refused(String id) {
    assertThatThrownBy(() -> translate(message(id, TYPE, new Counted("a", 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An event's identifier must be a UUID in lower case: " + id);
  }

  @Test
  void a_java_class_name_is_not_stored() {
    var nameless = new MessageType(Counted.class, "1");

    assertThatThrownBy(() -> translate(message(ID, nameless, new Counted("a", 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Counted.class.getName())
        .hasMessageContaining("@Event");
  }

  @Test
  void an_event_without_a_payload_is_refused() {
    assertThatThrownBy(() -> translate(message(ID, TYPE, null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("test.Counted");
  }

  @Test
  void metadata_without_a_value_is_refused() {
    var metadata = Collections.<String, @Nullable String>singletonMap("actor", null);

    assertThatThrownBy(
            () -> translate(new GenericEventMessage(ID, TYPE, new Counted("a", 1), metadata, NOON)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("actor");
  }

  private Event translate(EventMessage message) {
    return translator.event(
        new GenericTaggedEventMessage<>(
            message, Set.of(new org.axonframework.messaging.eventstreaming.Tag("counterId", "a"))));
  }

  private static EventMessage message(String id, MessageType type, @Nullable Object payload) {
    return new GenericEventMessage(id, type, payload, Map.of(), NOON);
  }
}
