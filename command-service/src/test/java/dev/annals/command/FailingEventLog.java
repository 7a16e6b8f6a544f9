package dev.annals.command;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.ForwardingEventLog;
import dev.annals.eventstore.log.IdempotencyRecord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A log whose next append can be made to fail as a real one may. */
public final class FailingEventLog extends ForwardingEventLog {

  private final AtomicReference<@Nullable EventLogException> next = new AtomicReference<>();

  FailingEventLog(EventLog log) {
    super(log);
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
        ? super.append(events, condition, idempotency)
        : CompletableFuture.failedFuture(failure);
  }
}
