package dev.annals.eventstore.log;

import dev.annals.eventstore.log.AppendCondition.FailIfEventsMatch;
import dev.annals.eventstore.log.AppendCondition.Unconditional;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The log's contract in its plainest form: a list under one lock. For tests, and as the model to
 * compare with.
 */
public final class InMemoryEventLog implements EventLog {

  private final Clock clock;
  private final List<SequencedEvent> events = new ArrayList<>();
  private final Map<String, Duplicate> requests = new HashMap<>();
  private boolean closed;

  public InMemoryEventLog(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized CompletableFuture<AppendResult> append(
      List<Event> newEvents, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
    var recordOnly = idempotency != null && condition instanceof Unconditional;
    if (newEvents.size() > APPEND_EVENTS_MAX || (newEvents.isEmpty() && !recordOnly)) {
      throw new IllegalArgumentException("Malformed append of " + newEvents.size() + " events");
    }
    return closed
        ? CompletableFuture.failedFuture(new Unavailable("The event log is closed", null))
        : CompletableFuture.completedFuture(store(newEvents, condition, idempotency));
  }

  private AppendResult store(
      List<Event> newEvents, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
    if (idempotency != null) {
      var first = requests.get(idempotency.key());
      if (first != null) {
        return first;
      }
    }
    if (condition instanceof FailIfEventsMatch(var query, var after)) {
      var matching = matching(query, after);
      if (!matching.isEmpty()) {
        return new Conflict(matching.getFirst().position());
      }
    } else if (!(condition instanceof Unconditional)) {
      throw new IllegalArgumentException("Unknown condition " + condition);
    }
    var first = SequencePosition.of(events.size() + 1);
    for (var event : newEvents) {
      events.add(
          new SequencedEvent(SequencePosition.of(events.size() + 1), clock.instant(), event));
    }
    if (idempotency != null) {
      requests.put(idempotency.key(), new Duplicate(idempotency, head()));
    }
    notifyAll();
    return new Appended(first, head());
  }

  private List<SequencedEvent> matching(EventQuery query, SequencePosition after) {
    return events.subList((int) Math.min(after.value(), events.size()), events.size()).stream()
        .filter(e -> query.matches(e.event().type(), e.event().tags()))
        .toList();
  }

  @Override
  public synchronized SequencePosition head() {
    return SequencePosition.of(events.size());
  }

  @Override
  public synchronized List<SequencedEvent> read(EventQuery query, SequencePosition after, int max) {
    if (max < 1 || max > READ_MAX) {
      throw new IllegalArgumentException("max must be 1 to %d, is %d".formatted(READ_MAX, max));
    }
    return matching(query, after).stream().limit(max).toList();
  }

  @Override
  public SequencePosition source(
      EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
    List<SequencedEvent> matching;
    SequencePosition head;
    synchronized (this) {
      matching = matching(query, after);
      head = head();
    }
    matching.forEach(each);
    return head;
  }

  /** All of it is memory. */
  @Override
  public SequencePosition sourceRecent(
      EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
    return source(query, after, each);
  }

  @Override
  public synchronized SequencePosition positionBefore(Instant instant) {
    return SequencePosition.of(
        events.stream().takeWhile(e -> e.recordedAt().isBefore(instant)).count());
  }

  @Override
  public EventSubscription subscribe(SequencePosition after) {
    return new Subscription(after);
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private final class Subscription implements EventSubscription {

    private SequencePosition position;
    private boolean cancelled;

    Subscription(SequencePosition position) {
      this.position = position;
    }

    @Override
    public List<SequencedEvent> next(int max, Duration timeout) throws InterruptedException {
      var deadlineNanos = System.nanoTime() + timeout.toNanos();
      synchronized (InMemoryEventLog.this) {
        var next = read(EventQuery.all(), position, max);
        for (var wait = timeout.toMillis();
            next.isEmpty() && wait > 0 && !closed && !cancelled;
            wait = Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis()) {
          InMemoryEventLog.this.wait(wait);
          next = read(EventQuery.all(), position, max);
        }
        position = next.isEmpty() ? position : next.getLast().position();
        return next;
      }
    }

    @Override
    public SequencePosition position() {
      synchronized (InMemoryEventLog.this) {
        return position;
      }
    }

    @Override
    public void close() {
      synchronized (InMemoryEventLog.this) {
        cancelled = true;
        InMemoryEventLog.this.notifyAll();
      }
    }
  }
}
