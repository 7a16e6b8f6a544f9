package dev.annals.eventstore.projection;

import static dev.annals.eventstore.projection.SeenEvents.HANDLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.testing.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Two workers of one process: both while much is to be done, and one when little is. */
class WorkersIT {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int BATCH = 50;

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final Appender appender = new Appender(log);
  private final DataSource database = TestPostgres.freshPool();
  private final SeenEvents projection = new SeenEvents();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  @Test
  void share_what_is_far_behind_and_leave_the_head_to_one_of_them() throws Exception {
    ProjectionSchema.migrate(database);
    projection.interfere((_, _) -> busy.add(Thread.currentThread().getName()));
    appender.append(HANDLED, 10_000);
    try (var runners = start()) {
      var runner = runners.of(SeenEvents.ID);
      assertThat(runner.awaitPosition(log.head(), BOUND)).isTrue();
      assertThat(busy).containsExactlyInAnyOrder(worker(1), worker(2));

      await().atMost(BOUND).until(() -> oneWorksAlone(runner));

      assertThat(SeenEvents.positions(database)).hasSize((int) log.head().value());
    }
  }

  @Test
  void gather_what_comes_within_the_interval_in_one_transaction() throws Exception {
    ProjectionSchema.migrate(database);
    try (var runners = start(Duration.ofSeconds(2))) {
      var runner = runners.of(SeenEvents.ID);
      appender.append(HANDLED, 1);
      assertThat(runner.awaitPosition(log.head(), BOUND)).isTrue();
      for (var i = 0; i < 20; i++) {
        appender.append(HANDLED, 1);
      }
      assertThat(runner.awaitPosition(log.head(), BOUND)).isTrue();

      assertThat(projection.batches()).isLessThan(10);
      assertThat(SeenEvents.positions(database)).hasSize(21);
    }
  }

  @Test
  void one_that_an_error_ends_is_replaced_and_nothing_is_skipped() throws Exception {
    ProjectionSchema.migrate(database);
    var lethal = new AtomicInteger(3);
    projection.interfere(
        (_, _) -> {
          if (lethal.getAndDecrement() > 0) {
            throw new UnspeakableError();
          }
        });
    appender.append(HANDLED, 100);
    try (var runners = start()) {
      var runner = runners.of(SeenEvents.ID);
      assertThat(runner.awaitPosition(log.head(), BOUND)).isTrue();
      assertThat(SeenEvents.positions(database)).hasSize(100);
      await().atMost(BOUND).until(() -> runner.status().work().workersReplaced() == 3);
      assertThat(runner.look().getFirst().endedWorkers()).isEmpty();
    }
  }

  /** Ends a thread also while it tells of it. */
  private static final class UnspeakableError extends Error {

    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw this;
    }
  }

  /** Each event in one transaction, also those of two keys. */
  private boolean oneWorksAlone(ProjectionRunner runner) throws Exception {
    busy.clear();
    var before = projection.batches();
    for (var i = 0; i < 10; i++) {
      appender.append(HANDLED, 1);
      assertThat(runner.awaitPosition(log.head(), BOUND)).isTrue();
    }
    return busy.equals(Set.of(worker(1))) && projection.batches() - before == 10;
  }

  private static String worker(int number) {
    return "projection-test_seen_v1-" + number;
  }

  private ProjectionRunners start() {
    return start(Duration.ofMillis(1));
  }

  private ProjectionRunners start(Duration batchInterval) {
    var defaults = ProjectionProperties.defaults();
    var properties =
        new ProjectionProperties(
            BATCH,
            defaults.batchCharactersMax(),
            batchInterval,
            batchInterval.plusMillis(200),
            defaults.retryDelayMin(),
            defaults.retryDelayMax(),
            defaults.closeTimeout(),
            defaults.waitersMax(),
            new ProjectionProperties.Segments(8, 2, Duration.ofSeconds(2)),
            defaults.deadLetters());
    var runners =
        new ProjectionRunners(List.of(projection), log, database, properties, Clock.systemUTC());
    runners.start();
    return runners;
  }
}
