package dev.annals.eventstore.log.postgres;

import static dev.annals.eventstore.log.AppendCondition.failIfEventsMatch;
import static dev.annals.eventstore.log.AppendCondition.none;
import static dev.annals.eventstore.log.SequencePosition.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Several processes on one log, each with its own tail; here as several logs opened side by side.
 */
@Timeout(120)
class SeveralWritersIT {

  private static final Tag COUNTER = Tag.of("counter", "one");
  private static final EventQuery COUNTED = EventQuery.tagged(COUNTER);
  private static final int WRITERS = 12;
  private static final int INCREMENTS = 40;

  private final TestLog testLog = TestLog.create();
  private final TestEvents events = new TestEvents();

  @Test
  void each_sees_what_the_other_appended() {
    try (var one = testLog.open();
        var two = testLog.open()) {
      one.append(List.of(events.of("test.Counted", COUNTER)), none()).join();
      assertThat(
              two.append(
                      List.of(events.of("test.Counted", COUNTER)),
                      failIfEventsMatch(COUNTED, ORIGIN))
                  .join())
          .isEqualTo(new Conflict(SequencePosition.of(1)));
      assertThat(two.append(List.of(events.bare("test.Other")), none()).join())
          .isEqualTo(new Appended(SequencePosition.of(2), SequencePosition.of(2)));
    }
  }

  @Test
  void one_key_used_in_two_processes_is_stored_once() {
    var key = new IdempotencyRecord("key", "print", "");
    try (var one = testLog.open();
        var two = testLog.open()) {
      one.append(List.of(events.of("test.Counted", COUNTER)), none(), key).join();
      assertThat(two.append(List.of(events.of("test.Counted", COUNTER)), none(), key).join())
          .isEqualTo(new Duplicate(key, SequencePosition.of(1)));
      assertThat(two.head().value()).isEqualTo(1);
    }
  }

  /**
   * Every increment is conditional on having seen all before it, so the events number themselves.
   */
  @Test
  void racing_increments_are_neither_lost_nor_doubled() {
    try (var one = testLog.openSmall();
        var two = testLog.openSmall();
        var three = testLog.open();
        var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var logs = List.of(one, two, three);
      IntStream.range(0, WRITERS)
          .mapToObj(w -> CompletableFuture.runAsync(() -> increment(logs.get(w % 3)), pool))
          .toList()
          .forEach(CompletableFuture::join);
      var all = one.read(EventQuery.all(), ORIGIN, EventReader.READ_MAX);
      assertThat(all)
          .extracting(e -> e.position().value())
          .isEqualTo(LongStream.rangeClosed(1, WRITERS * INCREMENTS).boxed().toList());
      assertThat(all).extracting(SequencedEvent::recordedAt).isSorted();
      for (var i = 0; i < all.size(); i++) {
        assertThat(all.get(i).event().payload()).isEqualTo("{\"count\":%d}".formatted(i + 1));
      }
    }
  }

  private void increment(EventLog log) {
    for (var done = 0; done < INCREMENTS; ) {
      var count = new AtomicLong();
      var seen = log.source(COUNTED, ORIGIN, _ -> count.incrementAndGet());
      var event = events.with("{\"count\":%d}".formatted(count.get() + 1), COUNTER);
      if (log.append(List.of(event), failIfEventsMatch(COUNTED, seen)).join() instanceof Appended) {
        done++;
      }
    }
  }
}
