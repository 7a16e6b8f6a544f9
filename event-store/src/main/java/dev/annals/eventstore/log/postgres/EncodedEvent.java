package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An event as its columns take it. Made in the thread of the caller, so that the committer, of
 * which there is but one, has nothing to encode.
 */
record EncodedEvent(Event event, long occurredMicros, String tags, String metadata) {

  static EncodedEvent of(Event event) {
    return new EncodedEvent(
        event,
        ChronoUnit.MICROS.between(Instant.EPOCH, event.occurredAt()),
        EventRows.joined(event.tags()),
        MetadataJson.write(event.metadata()));
  }
}
