package dev.annals.eventstore.projection;

import static dev.annals.eventstore.projection.SeenEvents.HANDLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.SeenEvents.Row;
import dev.annals.eventstore.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several processes share the segments of one projection. */
class SegmentsIT {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Duration LEASE = Duration.ofSeconds(1);
  private static final int SEGMENTS = 8;

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final Appender appender = new Appender(log);
  private final DataSource database = TestPostgres.freshPool();
  private final List<Instance> instances = new ArrayList<>();

  /** A process, as far as the others can tell. */
  private record Instance(
      SeenEvents projection,
      CuttableDatabase way,
      ReaderDecorator reader,
      ProjectionRunners runners) {

    ProjectionRunner runner() {
      return runners.of(SeenEvents.ID);
    }

    int held() {
      return runner().status().segmentsHeld();
    }
  }

  @BeforeEach
  void migrate() {
    ProjectionSchema.migrate(database);
  }

  @AfterEach
  void close() {
    instances.forEach(each -> each.runners().close());
    log.close();
  }

  private Instance instance() {
    var way = new CuttableDatabase(database);
    var projection = new SeenEvents();
    var reader = new ReaderDecorator(log);
    var properties =
        new ProjectionProperties(
            50,
            1 << 20,
            Duration.ofMillis(1),
            Duration.ofMillis(200),
            Duration.ofMillis(5),
            Duration.ofMillis(40),
            Duration.ofSeconds(5),
            100,
            new ProjectionProperties.Segments(SEGMENTS, 1, LEASE),
            ProjectionProperties.DeadLetters.defaults());
    var runners =
        new ProjectionRunners(
            List.of(projection), reader, way.dataSource(), properties, Clock.systemUTC());
    var instance = new Instance(projection, way, reader, runners);
    instances.add(instance);
    return instance;
  }

  private void start(int count) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, count)
          .mapToObj(_ -> instance())
          .toList()
          .forEach(each -> threads.execute(() -> each.runners().start()));
    }
  }

  @Test
  void processes_that_start_together_share_the_segments() {
    start(3);

    await()
        .atMost(BOUND)
        .untilAsserted(
            () ->
                assertThat(instances.stream().map(Instance::held).sorted())
                    .containsExactly(2, 3, 3));
  }

  @Test
  void who_joins_gets_a_share_and_who_leaves_gives_it_back_at_once() throws Exception {
    start(1);
    assertThat(instances.getFirst().held()).isEqualTo(SEGMENTS);
    appender.append(HANDLED, 500);

    start(1);
    await().atMost(BOUND).until(() -> instances.stream().allMatch(each -> each.held() == 4));
    appender.append(HANDLED, 500);
    instances.getLast().runners().close();
    await().atMost(BOUND).until(() -> instances.getFirst().held() == SEGMENTS);
    appender.append(HANDLED, 500);

    awaitHead(instances.getFirst());
    assertExactlyOnceInOrder();
  }

  @Test
  void progress_of_other_processes_is_seen_while_somebody_waits_for_it() throws Exception {
    start(2);
    await().atMost(BOUND).until(() -> instances.stream().allMatch(each -> each.held() == 4));
    for (var i = 0; i < 20; i++) {
      appender.append(HANDLED, 16);
      for (var each : instances) {
        assertThat(each.runner().awaitPosition(log.head(), BOUND)).isTrue();
        assertThat(each.runner().awaitPosition(log.head(), Duration.ZERO)).isTrue();
        assertThat(stored()).isEqualTo(log.head().value());
      }
    }
    var beyond = SequencePosition.of(log.head().value() + 1);
    assertThat(instances.getFirst().runner().awaitPosition(beyond, Duration.ZERO)).isFalse();
    assertThat(instances.getFirst().runner().awaitPosition(beyond, Duration.ofMillis(50)))
        .isFalse();
  }

  @Test
  void a_dead_process_is_replaced() throws Exception {
    start(3);
    await().atMost(BOUND).until(() -> instances.stream().allMatch(each -> each.held() >= 2));
    appender.append(HANDLED, 1_000);

    instances.getFirst().way().cut();
    appender.append(HANDLED, 1_000);

    assertThat(instances.getLast().runner().awaitPosition(log.head(), LEASE.multipliedBy(10)))
        .isTrue();
    assertExactlyOnceInOrder();
  }

  /**
   * As after a long pause of the JVM: it holds events read before, and believes to own segments.
   */
  @Test
  void who_was_away_for_too_long_can_write_nothing() throws Exception {
    start(1);
    var away = instances.getFirst();
    var paused = new CountDownLatch(1);
    var reading = new CountDownLatch(1);
    away.reader()
        .deliver(
            events -> {
              if (!events.isEmpty()) {
                reading.countDown();
                awaitUninterruptibly(paused);
              }
              return events;
            });
    // Keeps its claims from being renewed, as a pause of the whole process would.
    appender.append(HANDLED, 300);
    assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
    away.way().cut();

    start(1);
    var successor = instances.getLast();
    assertThat(successor.runner().awaitPosition(log.head(), BOUND)).isTrue();
    away.reader().deliver(events -> events);
    away.way().mend();
    paused.countDown();
    appender.append(HANDLED, 300);

    awaitHead(successor);
    awaitHead(away);
    assertExactlyOnceInOrder();
  }

  /** It holds locks on the segments' rows; the server has to end its transaction. */
  @Test
  void who_falls_silent_in_the_middle_of_a_transaction_is_replaced() throws Exception {
    start(1);
    var silent = instances.getFirst();
    var paused = new CountDownLatch(1);
    var once = new AtomicBoolean();
    silent
        .projection()
        .interfere(
            (_, _) -> {
              if (once.compareAndSet(false, true)) {
                awaitUninterruptibly(paused);
              }
            });
    appender.append(HANDLED, 100);
    await().atMost(BOUND).untilTrue(once);

    start(1);
    assertThat(instances.getLast().runner().awaitPosition(log.head(), BOUND)).isTrue();
    paused.countDown();
    appender.append(HANDLED, 100);

    awaitHead(silent);
    assertExactlyOnceInOrder();
  }

  @Test
  void whatever_dies_at_whatever_moment_each_key_sees_its_events_once_and_in_order()
      throws Exception {
    var random = new Random(42);
    start(3);
    for (var round = 0; round < 15; round++) {
      var victim = instances.get(random.nextInt(instances.size()));
      appender.append(HANDLED, 200 + random.nextInt(400));
      victim.way().cut();
      appender.append(HANDLED, 200 + random.nextInt(400));
      var survivor =
          instances.stream().filter(each -> !each.equals(victim)).findFirst().orElseThrow();
      if (random.nextBoolean()) {
        awaitHead(survivor);
      }
      victim.way().mend();
    }
    for (var each : instances) {
      awaitHead(each);
    }
    assertExactlyOnceInOrder();
  }

  private void awaitHead(Instance instance) throws InterruptedException {
    assertThat(instance.runner().awaitPosition(log.head(), BOUND))
        .as("%s", instance.runner().status())
        .isTrue();
  }

  private long stored() throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT position FROM projection.live_progress")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void assertExactlyOnceInOrder() throws SQLException {
    var rows = SeenEvents.rows(database);
    var keys = new OrderingKeys(Optional.of("key"));
    var expected =
        LongStream.rangeClosed(1, log.head().value())
            .boxed()
            .flatMap(
                n -> keys.of(SeenEvents.event(HANDLED, n)).stream().map(key -> new Row(n, key)))
            .toList();
    assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
    var byKey = new HashMap<String, List<Long>>();
    rows.forEach(
        row -> byKey.computeIfAbsent(row.key(), _ -> new ArrayList<>()).add(row.position()));
    assertThat(byKey).hasSize(SeenEvents.KEYS);
    assertThat(byKey.values())
        .allSatisfy(
            positions -> assertThat(positions).isSortedAccordingTo(Comparator.naturalOrder()));
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      // Longer than anybody waits for the others to go on.
      if (!latch.await(90, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody went on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
