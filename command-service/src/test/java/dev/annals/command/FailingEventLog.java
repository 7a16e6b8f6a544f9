package dev.annals.command;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A log whose next append can be made to fail as a real one may. */
public final class FailingEventLog implements EventLog {

  private final EventLog log;
  private final AtomicReference<@Nullable EventLogException> next = new AtomicReference<>();

  FailingEventLog(EventLog log) {
    this.log = log;
  }

  /** Makes the next append fail, after which all is well again. */
  public void failNext(EventLogException failure) {
    next.set(failure);
  }

  @Override
  public CompletableFuture<AppendResult> append(
      List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
    var failure = next.getAndSet(null);
    return failure == null
        ? log.append(events, condition, idempotency)
        : CompletableFuture.failedFuture(failure);
  }

  @Override
  public SequencePosition head() {
    return log.head();
  }

  @Override
  public List<SequencedEvent> read(EventQuery query, SequencePosition after, int max) {
    return log.read(query, after, max);
  }

  @Override
  public SequencePosition source(
      EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
    return log.source(query, after, each);
  }

  @Override
  public SequencePosition positionBefore(Instant instant) {
    return log.positionBefore(instant);
  }

  @Override
  public EventSubscription subscribe(SequencePosition after) {
    return log.subscribe(after);
  }

  @Override
  public void close() {
    log.close();
  }
}
