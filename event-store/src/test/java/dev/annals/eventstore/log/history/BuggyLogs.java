package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.ForwardingEventLog;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Logs with one bug each, which shows in one call of {@value #SELDOM}: what a checker must find.
 */
public final class BuggyLogs {

  private static final int SELDOM = 12;

  private BuggyLogs() {}

  /** Accepts what its condition forbids. */
  public static EventLog skipsTheCheck(EventLog log) {
    return new ForwardingEventLog(log) {
      private final Sometimes bug = new Sometimes();

      @Override
      public CompletableFuture<AppendResult> append(
          List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
        return super.append(events, bug.shows() ? AppendCondition.none() : condition, idempotency);
      }
    };
  }

  /** Acknowledges what it has not stored, as if a crash came between. */
  public static EventLog losesAcknowledged(EventLog log) {
    return new ForwardingEventLog(log) {
      private final Sometimes bug = new Sometimes();

      @Override
      public CompletableFuture<AppendResult> append(
          List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
        if (events.isEmpty() || !bug.shows()) {
          return super.append(events, condition, idempotency);
        }
        var head = head().value();
        return CompletableFuture.completedFuture(
            new Appended(SequencePosition.of(head + 1), SequencePosition.of(head + events.size())));
      }
    };
  }

  /** Stores a retry once more. */
  static EventLog forgetsKeys(EventLog log) {
    return new ForwardingEventLog(log) {
      @Override
      public CompletableFuture<AppendResult> append(
          List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
        return super.append(events, condition, idempotency)
            .thenCompose(
                result ->
                    result instanceof Duplicate && !events.isEmpty()
                        ? super.append(events, AppendCondition.none(), null)
                        : CompletableFuture.completedFuture(result));
      }
    };
  }

  /** Answers a retry with its own answer rather than the first. */
  static EventLog answersRetriesAnew(EventLog log) {
    return new ForwardingEventLog(log) {
      @Override
      public CompletableFuture<AppendResult> append(
          List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
        return super.append(events, condition, idempotency)
            .thenApply(
                result ->
                    result instanceof Duplicate(_, var last) && idempotency != null
                        ? new Duplicate(idempotency, last)
                        : result);
      }
    };
  }

  /** Stores an append in two transactions, so that others come between. */
  static EventLog tearsAppends(EventLog log) {
    return new ForwardingEventLog(log) {
      @Override
      public CompletableFuture<AppendResult> append(
          List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
        if (events.size() < 2) {
          return super.append(events, condition, idempotency);
        }
        var rest = events.subList(1, events.size());
        return super.append(events.subList(0, 1), condition, idempotency)
            .thenCompose(
                first ->
                    first instanceof Appended
                        ? super.append(rest, AppendCondition.none(), null)
                            .thenApply(second -> joined(first, second))
                        : CompletableFuture.completedFuture(first));
      }
    };
  }

  private static AppendResult joined(AppendResult first, AppendResult second) {
    return first instanceof Appended(var from, _) && second instanceof Appended(_, var through)
        ? new Appended(from, through)
        : second;
  }

  /** Leaves out an event where a decision is made from. */
  static EventLog skipsWhenSourcing(EventLog log) {
    return new ForwardingEventLog(log) {
      private final Sometimes bug = new Sometimes();

      @Override
      public SequencePosition source(
          EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
        return super.source(
            query,
            after,
            event -> {
              if (!bug.shows()) {
                each.accept(event);
              }
            });
      }
    };
  }

  /** Sources from a copy that is not kept up. */
  static EventLog sourcesWhatIsOld(EventLog log) {
    return new ForwardingEventLog(log) {
      private volatile SequencePosition last = SequencePosition.ORIGIN;

      @Override
      public SequencePosition source(
          EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
        var old = last;
        last =
            super.source(
                query,
                after,
                event -> {
                  if (!event.position().isAfter(old)) {
                    each.accept(event);
                  }
                });
        return old;
      }
    };
  }

  /** Leaves out an event on the way to a subscriber. */
  static EventLog skipsWhenDelivering(EventLog log) {
    return new ForwardingEventLog(log) {
      @Override
      public EventSubscription subscribe(SequencePosition after) {
        return new SkippingSubscription(super.subscribe(after), new Sometimes());
      }
    };
  }

  private record SkippingSubscription(EventSubscription subscription, Sometimes bug)
      implements EventSubscription {

    @Override
    public List<SequencedEvent> next(int max, Duration timeout) throws InterruptedException {
      return subscription.next(max, timeout).stream().filter(_ -> !bug.shows()).toList();
    }

    @Override
    public SequencePosition position() {
      return subscription.position();
    }

    @Override
    public void close() {
      subscription.close();
    }
  }

  /** Shows in one call of some. Thread-safe. */
  private static final class Sometimes {

    private final AtomicInteger calls = new AtomicInteger();

    boolean shows() {
      return calls.incrementAndGet() % SELDOM == 0;
    }
  }
}
