package dev.annals.eventstore.log;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Another log, to be made different in one place. */
public class ForwardingEventLog implements EventLog {

  private final EventLog log;

  protected ForwardingEventLog(EventLog log) {
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
