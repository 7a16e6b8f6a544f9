package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.InMemoryEventLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
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
  private final AtomicInteger reads = new AtomicInteger();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void hands_over_everything_in_order_however_small_the_batches() throws Exception {
    append(EVENTS);
    assertThat(positions(open(30, 1 << 20), EVENTS, 7)).isEqualTo(upTo(EVENTS));
  }

  @Test
  void reads_the_older_part_in_pages_that_all_share() throws Exception {
    append(3_500);
    reader.count(reads);
    var pages = new LogPages(reader);
    var one = positions(open(pages, 400, 64 << 20), 3_500, 400);
    var other = positions(open(pages, 333, 64 << 20), 3_500, 333);

    assertThat(one).isEqualTo(upTo(3_500));
    assertThat(other).isEqualTo(upTo(3_500));
    assertThat(reads.get()).as("pages read").isEqualTo(3);
  }

  @Test
  void a_batch_ends_where_its_payloads_grow_too_large() throws Exception {
    append(3_000);
    var feed = open(1_000, 100 * CHARACTERS);
    assertThat(feed.after(0, 1_000, READ_TIMEOUT)).hasSizeLessThanOrEqualTo(200);
    for (var position = 200L; position < 3_000; ) {
      var batch = feed.after(position, 1_000, READ_TIMEOUT);
      assertThat(batch).hasSizeBetween(1, 100);
      position += batch.size();
    }
  }

  @Test
  void any_position_can_be_asked_for() throws Exception {
    append(EVENTS);
    var feed = open(30, 1 << 20);
    for (var position : List.of(0L, 150L, 10L, 199L)) {
      assertThat(feed.after(position, 1, READ_TIMEOUT))
          .singleElement()
          .extracting(ReadEvent::position)
          .isEqualTo(position + 1);
    }
  }

  @Test
  void tells_that_there_is_nothing_new() throws Exception {
    var feed = open(30, 1 << 20);
    assertThat(feed.after(0, 10, READ_TIMEOUT)).isEmpty();
    append(1);
    assertThat(feed.after(0, 10, READ_TIMEOUT)).hasSize(1);
  }

  @Test
  void passes_on_a_failure() {
    append(5);
    reader.deliver(
        _ -> {
          throw new IllegalArgumentException("out of order");
        });
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(30, 1 << 20).after(0, 10, READ_TIMEOUT))
        .withMessageContaining("out of order");
  }

  @Test
  void a_page_that_could_not_be_read_is_read_again() throws Exception {
    append(2_500);
    var feed = open(1_000, 64 << 20);
    assertThat(feed.after(0, 1_000, READ_TIMEOUT)).hasSize(1_000);
    reader.failReads(true);
    assertThatIllegalStateException().isThrownBy(() -> feed.after(1_000, 1_000, READ_TIMEOUT));
    reader.failReads(false);
    assertThat(feed.after(1_000, 1_000, READ_TIMEOUT)).hasSize(1_000);
  }

  @Test
  void a_gap_is_not_passed_over() {
    append(5);
    reader.deliver(events -> events.stream().filter(each -> each.position().value() != 3).toList());
    assertThatIllegalStateException()
        .isThrownBy(() -> open(30, 1 << 20).after(0, 10, READ_TIMEOUT))
        .withMessageContaining("position 4 follows 2");
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
    var feed = open(30, 1 << 20);
    for (var i = 0; i < 3; i++) {
      assertThat(feed.after(0, 10, READ_TIMEOUT)).isEmpty();
    }
    var readTimeouts = Duration.ofNanos(System.nanoTime() - started).dividedBy(READ_TIMEOUT);
    assertThat(looks.get()).isEqualTo(3);
    assertThat(readTimeouts).isGreaterThanOrEqualTo(2);
  }

  @Test
  void comes_back_when_woken_and_can_go_on() throws Exception {
    var feed = open(30, 1 << 20);
    feed.wake();
    assertThat(feed.after(0, 10, Duration.ofDays(1))).isEmpty();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = threads.submit(() -> feed.after(0, 10, Duration.ofDays(1)));
      feed.wake();
      assertThat(waiting.get()).isEmpty();
    }
    append(1);
    assertThat(feed.after(0, 10, READ_TIMEOUT)).hasSize(1);
  }

  private static List<Long> positions(EventFeed feed, int count, int max) throws Exception {
    var positions = new ArrayList<Long>();
    while (positions.size() < count) {
      var batch = feed.after(positions.size(), max, READ_TIMEOUT);
      assertThat(batch).hasSizeLessThanOrEqualTo(max);
      batch.forEach(event -> positions.add(event.position()));
    }
    return positions;
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private EventFeed open(int batchEventsMax, int batchCharactersMax) {
    return open(new LogPages(reader), batchEventsMax, batchCharactersMax);
  }

  private EventFeed open(LogPages pages, int batchEventsMax, int batchCharactersMax) {
    var properties =
        new ProjectionProperties(
            batchEventsMax,
            batchCharactersMax,
            Duration.ofMillis(1),
            READ_TIMEOUT,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofSeconds(5),
            10,
            ProjectionProperties.Segments.defaults(),
            ProjectionProperties.DeadLetters.defaults());
    return new EventFeed(reader, pages, properties);
  }

  private void append(int count) {
    for (var left = count; left > 0; left -= 1_000) {
      appendPart(Math.min(left, 1_000));
    }
  }

  private void appendPart(int count) {
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
