package dev.annals.eventstore.axon;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.privacy.PayloadProtection;
import java.util.Map;
import java.util.UUID;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.Context;
import org.axonframework.messaging.core.MessageStream.Entry;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.SimpleEntry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;

/** Translates between Axon's event messages and the log's events. */
final class EventTranslator {

  private final Converter converter;
  private final PayloadProtection protection;

  EventTranslator(Converter converter, PayloadProtection protection) {
    this.converter = converter;
    this.protection = protection;
  }

  /**
   * The event to append. A payload that is text already is taken as the JSON it stands for. What is
   * personal in it is encrypted from here on.
   *
   * @throws IllegalArgumentException if the message is not fit to be stored for ever
   */
  Event event(TaggedEventMessage<?> tagged) {
    var message = tagged.event();
    requirePersistentName(message);
    return new Event(
        id(message),
        message.type().name(),
        message.type().version(),
        message.timestamp(),
        tagged.tags().stream().map(CriteriaTranslator::tag).collect(toUnmodifiableSet()),
        payload(message),
        metadata(message));
  }

  /** The stored event, its payload still JSON text, together with its tracking token. */
  Entry<EventMessage> entry(SequencedEvent sequenced) {
    var event = sequenced.event();
    var message =
        new GenericEventMessage(
            event.id().toString(),
            new MessageType(event.type(), event.revision()),
            event.payload(),
            event.metadata(),
            event.occurredAt());
    return new SimpleEntry<>(
        message, Context.with(TrackingToken.RESOURCE_KEY, Markers.token(sequenced.position())));
  }

  private static void requirePersistentName(EventMessage message) {
    if (message.type().name().equals(message.payloadType().getName())) {
      throw new IllegalArgumentException(
          "Event %s has no name of its own; the log stores no Java class names: give it @Event"
              .formatted(message.type().name()));
    }
  }

  /**
   * {@link UUID#fromString} alone takes {@code 1-2-3-4-5}, and would give back another text than it
   * got.
   */
  private static UUID id(EventMessage message) {
    var text = message.identifier();
    UUID id;
    try {
      id = UUID.fromString(text);
    } catch (IllegalArgumentException malformed) {
      throw noUuid(text, malformed);
    }
    if (!id.toString().equals(text)) {
      throw noUuid(text, null);
    }
    return id;
  }

  private static IllegalArgumentException noUuid(
      String text, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalArgumentException(
        "An event's identifier must be a UUID in lower case: " + text, cause);
  }

  private String payload(EventMessage message) {
    String json = message.payloadAs(String.class, converter);
    if (json == null) {
      throw new IllegalArgumentException(
          "Event %s has no payload".formatted(message.type().name()));
    }
    return protection.protect(message.type().name(), json);
  }

  private static Map<String, String> metadata(EventMessage message) {
    message
        .metadata()
        .forEach(
            (key, value) -> {
              if (value == null) {
                throw new IllegalArgumentException("Metadata " + key + " has no value");
              }
            });
    return message.metadata();
  }
}
