package dev.annals.eventstore.privacy;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.util.Optional;
import java.util.Set;

/**
 * How the log tells that a subject was erased.
 *
 * @param type of the event
 * @param tagKey of the tag that names the subject
 */
public record ErasureEvents(String type, String tagKey) {

  /** All erasures. */
  public EventQuery all() {
    return EventQuery.anyOf(new EventQuery.Item(Set.of(type), Set.of()));
  }

  /** Those of one subject. */
  public EventQuery of(String subject) {
    return EventQuery.anyOf(new EventQuery.Item(Set.of(type), Set.of(Tag.of(tagKey, subject))));
  }

  /** Whom the event is about; empty if it is no erasure. */
  public Optional<String> subject(SequencedEvent sequenced) {
    var event = sequenced.event();
    return event.type().equals(type)
        ? event.tags().stream().filter(tag -> tag.key().equals(tagKey)).map(Tag::value).findFirst()
        : Optional.empty();
  }
}
