package dev.annals.query.projections;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.annals.eventstore.deadletter.DeadLetter;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits to be applied.
 *
 * @param cause absent if it only waits for an earlier one
 * @param event what is in the log at the position; absent in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetterView(
    String key,
    long position,
    @Nullable String cause,
    int attempts,
    Instant enqueuedAt,
    @Nullable Recorded event) {

  /**
   * The event itself.
   *
   * @param data the payload as it was said, with null in place of what was erased
   */
  record Recorded(
      String id, String type, String revision, Instant time, @JsonRawValue String data) {

    static Recorded of(SequencedEvent sequenced, String data) {
      var event = sequenced.event();
      return new Recorded(
          event.id().toString(), event.type(), event.revision(), event.occurredAt(), data);
    }
  }

  static DeadLetterView of(DeadLetter letter, @Nullable Recorded event) {
    return new DeadLetterView(
        letter.orderingKey(),
        letter.position().value(),
        letter.cause(),
        letter.attempts(),
        letter.enqueuedAt(),
        event);
  }
}
