package dev.annals.eventstore.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.privacy.PayloadProtection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FollowingStreamTest {

  private static final Tag A = Tag.of("counterId", "a");
  private static final Tag B = Tag.of("counterId", "b");

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final List<FollowingStream> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(FollowingStream::close);
    log.close();
  }

  @Test
  void gives_matching_events_after_a_position_as_they_come() {
    append(A);
    append(A);
    var stream = open(1, EventQuery.tagged(A));
    append(B);
    append(A);

    await().untilAsserted(() -> assertThat(log.head().value()).isEqualTo(4));
    assertThat(take(stream, 2)).containsExactly(2L, 4L);
    assertThat(stream.next()).isEmpty();
    assertThat(stream.isCompleted()).isFalse();
  }

  @Test
  void calls_back_when_there_is_something_to_read() {
    var stream = open(0, EventQuery.all());
    var seen = new CopyOnWriteArrayList<Long>();
    stream.setCallback(() -> stream.next().ifPresent(entry -> seen.add(position(entry))));

    append(A);
    append(A);

    await().untilAsserted(() -> assertThat(seen).containsExactly(1L, 2L));
  }

  @Test
  void a_slow_consumer_loses_nothing() {
    var events = 5_000;
    for (var i = 0; i < events; i++) {
      append(A);
    }

    var positions = take(open(0, EventQuery.all()), events);

    assertThat(positions).hasSize(events).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void a_failing_callback_ends_its_own_stream_only() {
    var failing = open(0, EventQuery.all());
    var other = open(0, EventQuery.all());
    var calls = new CopyOnWriteArrayList<Integer>();
    failing.setCallback(
        () -> {
          calls.add(calls.size());
          if (calls.size() > 1) {
            throw new IllegalStateException("Consumer fails");
          }
        });

    append(A);

    await().untilAsserted(() -> assertThat(failing.hasNextAvailable()).isTrue());
    assertThat(take(failing, 1)).containsExactly(1L);
    await().untilAsserted(() -> assertThat(failing.isCompleted()).isTrue());
    assertThat(failing.error()).get().isInstanceOf(IllegalStateException.class);
    assertThat(take(other, 1)).containsExactly(1L);
  }

  @Test
  void tells_of_a_closed_log_after_what_was_fetched_before() {
    append(A);
    var stream = open(0, EventQuery.all());
    await().untilAsserted(() -> assertThat(stream.hasNextAvailable()).isTrue());

    log.close();

    assertThat(stream.isCompleted()).isFalse();
    assertThat(stream.error()).isEmpty();
    assertThat(take(stream, 1)).containsExactly(1L);
    await().untilAsserted(() -> assertThat(stream.isCompleted()).isTrue());
    assertThat(stream.error()).get().isInstanceOf(Unavailable.class);
  }

  @Test
  void closing_ends_the_thread_that_fetches_even_if_nobody_reads() {
    for (var i = 0; i < 3_000; i++) {
      append(A);
    }
    var fetchers = new CopyOnWriteArrayList<Thread>();
    var stream = open(0, EventQuery.all());
    stream.setCallback(
        () -> {
          if (Thread.currentThread().getName().startsWith("axon-stream")) {
            fetchers.add(Thread.currentThread());
          }
        });
    await()
        .untilAsserted(
            () -> {
              // It may have filled the buffer before it could be watched: then room makes it go on.
              var _ = stream.next();
              assertThat(fetchers).isNotEmpty();
            });

    stream.close();

    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(fetchers.getFirst().isAlive()).isFalse());
    assertThat(stream.error()).isEmpty();
  }

  private FollowingStream open(long after, EventQuery query) {
    var translator =
        new EventTranslator(
            new JacksonConverter(JacksonConverter.storedJson()), PayloadProtection.NONE);
    var stream = FollowingStream.open(log, SequencePosition.of(after), query, translator::entry);
    opened.add(stream);
    return stream;
  }

  private static List<Long> take(FollowingStream stream, int count) {
    var positions = new ArrayList<Long>();
    await()
        .until(
            () -> {
              for (var entry = stream.next(); entry.isPresent(); entry = stream.next()) {
                positions.add(position(entry.get()));
              }
              return positions.size() >= count;
            });
    return positions;
  }

  private static long position(org.axonframework.messaging.core.Context entry) {
    return TrackingToken.fromContext(entry).orElseThrow().position().orElseThrow();
  }

  private void append(Tag tag) {
    var event =
        new Event(
            UUID.randomUUID(), "test.Counted", "1", Instant.EPOCH, Set.of(tag), "{}", Map.of());
    log.append(List.of(event), AppendCondition.none()).join();
  }
}
