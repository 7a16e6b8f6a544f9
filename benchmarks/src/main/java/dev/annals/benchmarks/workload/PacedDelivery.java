package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Run;
import dev.annals.benchmarks.measure.Tally;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.SampleEvents;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Appends at a steady pace and takes the time until each event arrives: at a subscriber, or back at
 * the appender if there is none.
 */
record PacedDelivery(
    String name, AnnalsStore annals, @Nullable EventReader subscribed, int perSecond)
    implements Contestant {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static PacedDelivery to(String name, AnnalsStore annals, EventReader subscribed, int perSecond) {
    return new PacedDelivery(name, annals, subscribed, perSecond);
  }

  static PacedDelivery toTheAppender(String name, AnnalsStore annals, int perSecond) {
    return new PacedDelivery(name, annals, null, perSecond);
  }

  @Override
  public Run run(Duration time) {
    var count = (int) Math.max(1, time.toMillis() * perSecond / 1_000);
    var head = SequencePosition.of(annals.head());
    var start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var appended = threads.submit(() -> append(count));
      var received = subscribed == null ? appended : threads.submit(() -> receive(head, count));
      appended.get();
      return received.get().run((System.nanoTime() - start) / 1e9);
    } catch (ExecutionException e) {
      throw new IllegalStateException(name + " failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  /** Does not wait for one append before the next, so that a slow one does not slow the pace. */
  private Tally append(int count) {
    var tally = new Tally();
    var events = new SampleEvents(0);
    var acknowledgements = new ArrayList<CompletableFuture<Long>>();
    var begin = System.nanoTime();
    for (var i = 0; i < count; i++) {
      awaitNanos(begin + i * (1_000_000_000L / perSecond));
      var sent = System.nanoTime();
      var event = events.append(i % 2 == 0 ? 1 : 2, SampleEvents.metadata("0", i, sent)).getFirst();
      acknowledgements.add(
          annals
              .log()
              .append(List.of(event), AppendCondition.none())
              .thenApply(result -> System.nanoTime() - sent));
    }
    acknowledgements.forEach(nanos -> tally.add(1, nanos.join()));
    return tally;
  }

  private Tally receive(SequencePosition head, int count) throws InterruptedException {
    var tally = new Tally();
    try (var subscription = Objects.requireNonNull(subscribed).subscribe(head)) {
      var last = head.value();
      for (var received = 0; received < count; ) {
        for (var sequenced : next(subscription)) {
          var now = System.nanoTime();
          if (sequenced.position().value() != ++last) {
            throw new IllegalStateException(sequenced.position() + " instead of " + last);
          }
          tally.add(1, now - sentAt(sequenced.event()));
          received++;
        }
      }
    }
    return tally;
  }

  private static List<SequencedEvent> next(EventSubscription subscription)
      throws InterruptedException {
    var events = subscription.next(EventReader.READ_MAX, PATIENCE);
    if (events.isEmpty()) {
      throw new IllegalStateException("No event within " + PATIENCE);
    }
    return events;
  }

  /** The appender's own clock, which is also the subscriber's. */
  private static long sentAt(Event event) {
    return Long.parseLong(event.metadata().getOrDefault("seen", "0"));
  }

  private static void awaitNanos(long instant) {
    for (var left = instant - System.nanoTime(); left > 0; left = instant - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
