package dev.annals.eventstore.log.postgres;

import static dev.annals.eventstore.log.AppendCondition.none;
import static dev.annals.eventstore.log.SequencePosition.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server drops the log's connections while it works. */
@Timeout(120)
class LostConnectionIT {

  private static final String TERMINATE =
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'annals-%'
      """;
  private static final int KILLS = 20;

  private final TestLog testLog = TestLog.create();
  private final TestEvents events = new TestEvents();
  private final Map<UUID, Long> acknowledged = new ConcurrentHashMap<>();

  @Test
  void every_acknowledged_append_is_stored_once_and_followers_miss_nothing() throws Exception {
    var stop = new AtomicBoolean();
    try (var log = testLog.open();
        var pool = Executors.newVirtualThreadPerTaskExecutor();
        var subscription = log.subscribe(ORIGIN)) {
      var writers =
          IntStream.range(0, 8)
              .mapToObj(_ -> CompletableFuture.runAsync(() -> appendUntil(stop, log), pool))
              .toList();
      for (var kill = 0; kill < KILLS; kill++) {
        var goal = acknowledged.size() + 50;
        await().until(() -> acknowledged.size() > goal);
        terminateBackends();
      }
      stop.set(true);
      writers.forEach(CompletableFuture::join);
      assertThat(stored(log)).doesNotContainValue(-1L).containsAllEntriesOf(acknowledged);
      assertThat(follow(subscription, log.head().value()))
          .isEqualTo(LongStream.rangeClosed(1, log.head().value()).boxed().toList());
    }
  }

  private void appendUntil(AtomicBoolean stop, PostgresEventLog log) {
    while (!stop.get()) {
      var event = events.of("test.Counted", Tag.of("counter", "one"));
      if (log.append(List.of(event), none()).join() instanceof Appended(var first, _)) {
        acknowledged.put(event.id(), first.value());
      }
    }
  }

  /** Every stored event's position; -1 for an event stored twice. */
  private static Map<UUID, Long> stored(PostgresEventLog log) {
    var stored = new HashMap<UUID, Long>();
    var position = ORIGIN;
    while (!position.equals(log.head())) {
      var page = log.read(EventQuery.all(), position, EventReader.READ_MAX);
      page.forEach(e -> stored.merge(e.event().id(), e.position().value(), (_, _) -> -1L));
      position = page.getLast().position();
    }
    return stored;
  }

  private static List<Long> follow(EventSubscription subscription, long head)
      throws InterruptedException {
    var seen = new ArrayList<Long>();
    while (seen.isEmpty() || seen.getLast() < head) {
      try {
        subscription.next(500, Duration.ofSeconds(10)).forEach(e -> seen.add(e.position().value()));
      } catch (Unavailable e) {
        assertThat(e).hasMessageContaining("followed");
      }
    }
    return seen;
  }

  private void terminateBackends() throws SQLException {
    try (var connection = TestLog.connect(testLog.owner());
        var statement = connection.createStatement()) {
      statement.execute(TERMINATE);
    }
  }
}
