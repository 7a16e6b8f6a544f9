package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventFeedTest {

  private static final int EVENTS = 200;
  private static final int CHARACTERS = 1_000;
  private static final Duration READ_TIMEOUT = Duration.ofMillis(100);

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final ReaderDecorator reader = new ReaderDecorator(log);
  private final AtomicInteger fetched = new AtomicInteger();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void hands_over_everything_in_order_however_small_the_batches() throws Exception {
    append(EVENTS);
    try (var feed = open(30, 1 << 20)) {
      var taken = new ArrayList<SequencedEvent>();
      while (taken.size() < EVENTS) {
        var batch = feed.take(7);
        assertThat(batch).hasSizeLessThanOrEqualTo(7);
        taken.addAll(batch);
      }
      assertThat(taken)
          .extracting(each -> each.position().value())
          .isSorted()
          .doesNotHaveDuplicates()
          .hasSize(EVENTS);
    }
  }

  @Test
  void a_batch_ends_where_its_payloads_grow_too_large() throws Exception {
    append(EVENTS);
    try (var feed = open(100, 3 * CHARACTERS)) {
      var taken = 0;
      while (taken < EVENTS) {
        var batch = feed.take(100);
        assertThat(batch).hasSizeLessThanOrEqualTo(3);
        taken += batch.size();
      }
    }
  }

  @Test
  void reads_no_further_ahead_than_one_batch() throws Exception {
    append(EVENTS);
    count();
    try (var feed = open(30, 1 << 20)) {
      await().until(() -> fetched.get() == 30);
      assertThat(feed.take(10)).hasSize(10);
      await().until(() -> fetched.get() == 40);
    }
    assertThat(fetched).hasValue(40);
  }

  @Test
  void tells_that_there_is_nothing_new() throws Exception {
    try (var feed = open(30, 1 << 20)) {
      assertThat(feed.take(10)).isEmpty();
      append(1);
      var batch = feed.take(10);
      while (batch.isEmpty()) {
        batch = feed.take(10);
      }
      assertThat(batch).hasSize(1);
    }
  }

  @Test
  void passes_on_what_came_before_a_failure_and_then_the_failure() throws Exception {
    append(5);
    reader.deliver(
        events -> {
          if (fetched.getAndAdd(events.size()) > 0) {
            throw new IllegalArgumentException("out of order");
          }
          return events;
        });
    try (var feed = open(30, 1 << 20)) {
      assertThat(feed.take(10)).hasSize(5);
      assertThatIllegalStateException()
          .isThrownBy(() -> feed.take(10))
          .withMessageContaining("out of order")
          .withCauseInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void asks_a_closed_log_no_more_often_than_a_quiet_one() throws Exception {
    var looks = new AtomicInteger();
    reader.deliver(
        events -> {
          looks.incrementAndGet();
          return events;
        });
    log.close();
    var started = System.nanoTime();
    try (var feed = open(30, 1 << 20)) {
      for (var i = 0; i < 3; i++) {
        assertThat(feed.take(10)).isEmpty();
      }
    }
    var readTimeouts = Duration.ofNanos(System.nanoTime() - started).dividedBy(READ_TIMEOUT);
    assertThat(looks.get()).isGreaterThanOrEqualTo(3).isLessThanOrEqualTo((int) readTimeouts + 2);
  }

  @Test
  void stops_when_told() throws Exception {
    append(5);
    var feed = open(30, 1 << 20);
    feed.stop();
    assertThat(feed.take(10)).isEmpty();
    feed.close();
  }

  private void count() {
    reader.deliver(
        events -> {
          fetched.addAndGet(events.size());
          return events;
        });
  }

  private EventFeed open(int batchEventsMax, int batchCharactersMax) {
    var properties =
        new ProjectionProperties(
            batchEventsMax,
            batchCharactersMax,
            READ_TIMEOUT,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofSeconds(5),
            10);
    return EventFeed.open("feed-under-test", reader, SequencePosition.ORIGIN, properties);
  }

  private void append(int count) {
    var events = new ArrayList<Event>();
    for (var i = 0; i < count; i++) {
      events.add(
          new Event(
              new UUID(2, log.head().value() + i),
              "test.Large",
              "1",
              Instant.EPOCH,
              Set.of(),
              "\"%s\"".formatted("x".repeat(CHARACTERS - 2)),
              Map.of()));
    }
    assertThat(log.append(List.copyOf(events), AppendCondition.none())).isCompleted();
  }
}
