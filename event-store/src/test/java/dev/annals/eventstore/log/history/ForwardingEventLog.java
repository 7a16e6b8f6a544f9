package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Another log, to be made wrong in one place. */
class ForwardingEventLog implements EventLog {

  private final EventLog log;

  ForwardingEventLog(EventLog log) {
    this.log = log;
  }

  @Override
  public CompletableFuture<AppendResult> append(
      List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
    return log.append(events, condition, idempotency);
  }

  @Override
  public @Nullable SequencePosition sourceRecent(
      EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
    return log.sourceRecent(query, after, each);
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
