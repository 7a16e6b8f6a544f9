package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.ForwardingEventLog;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Another log, with something that happens just before each append, or each read. */
public final class InterposedEventLog extends ForwardingEventLog {

  private final EventLog log;
  private final Consumer<EventLog> beforeAppend;
  private final Runnable beforeRead;

  public InterposedEventLog(EventLog log, Consumer<EventLog> beforeAppend) {
    this(log, beforeAppend, () -> {});
  }

  InterposedEventLog(EventLog log, Consumer<EventLog> beforeAppend, Runnable beforeRead) {
    super(log);
    this.log = log;
    this.beforeAppend = beforeAppend;
    this.beforeRead = beforeRead;
  }

  @Override
  public CompletableFuture<AppendResult> append(
      List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
    try {
      beforeAppend.accept(log);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
    return log.append(events, condition, idempotency);
  }

  @Override
  public SequencePosition head() {
    beforeRead.run();
    return log.head();
  }

  @Override
  public List<SequencedEvent> read(EventQuery query, SequencePosition after, int max) {
    beforeRead.run();
    return log.read(query, after, max);
  }

  @Override
  public SequencePosition source(
      EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
    beforeRead.run();
    return log.source(query, after, each);
  }

  @Override
  public SequencePosition positionBefore(Instant instant) {
    beforeRead.run();
    return log.positionBefore(instant);
  }

  @Override
  public EventSubscription subscribe(SequencePosition after) {
    beforeRead.run();
    return log.subscribe(after);
  }
}
