package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.IdempotencyRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An append on its way through the committer.
 *
 * @param condition already true up to its position as far as the database was asked
 */
record PendingAppend(
    List<EncodedEvent> events,
    AppendCondition condition,
    @Nullable IdempotencyRecord idempotency,
    long characters,
    CompletableFuture<AppendResult> result) {

  static PendingAppend of(
      List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
    var characters = idempotency == null ? 0L : idempotency.answer().length();
    for (var event : events) {
      characters += event.length();
    }
    var encoded = events.stream().map(EncodedEvent::of).toList();
    return new PendingAppend(
        encoded, condition, idempotency, characters, new CompletableFuture<>());
  }

  /** The same append under another condition. */
  PendingAppend under(AppendCondition other) {
    return new PendingAppend(events, other, idempotency, characters, result);
  }
}
