package dev.annals.eventstore.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.projection.Delivery;
import dev.annals.eventstore.projection.PastTable;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionId;
import dev.annals.eventstore.projection.ProjectionProperties;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.eventstore.testing.TestPostgres;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What can really go wrong, and who is told what. */
class ProjectionHealthIT {

  private static final ProjectionId ID = new ProjectionId("test.ledger", 1);
  private static final String TYPE = "test.Booked";
  private static final Duration BOUND = Duration.ofSeconds(40);

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final DataSource database = TestPostgres.freshPool();
  private final Ledger ledger = new Ledger();
  private final AtomicLong ids = new AtomicLong();
  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ProjectionAutoConfiguration.class))
          .withPropertyValues(
              "annals.projection.retry-delay-max=60ms",
              "annals.projection.segments.lease=1s",
              "annals.projection.dead-letters.attempts-max=1000000",
              "annals.projection.health.ready-lag=2s",
              "annals.projection.health.stuck-after=1s")
          .withBean(EventReader.class, () -> log)
          .withBean("readDatabase", DataSource.class, () -> database)
          .withBean(Projection.class, () -> ledger);

  @Test
  void a_broken_table() {
    application.run(
        context -> {
          append(16);
          awaitPosition(context, 16);
          execute("ALTER TABLE test_ledger_v1.entry RENAME TO gone");
          append(16);

          awaitStatus(() -> projections(context), Status.DOWN);
          assertThat(text(projections(context)))
              .contains("test.ledger v1", "is stuck", "\"entry\" does not exist");
          awaitStatus(() -> readiness(context), Status.OUT_OF_SERVICE);
          assertThat(text(readiness(context))).contains("test.ledger v1", "does not exist");

          execute("ALTER TABLE test_ledger_v1.gone RENAME TO entry");
          awaitStatus(() -> projections(context), Status.UP);
          awaitStatus(() -> readiness(context), Status.UP);
        });
  }

  /** Nothing fails here, and yet nothing moves. */
  @Test
  void a_row_that_somebody_holds_locked() {
    application.run(
        context -> {
          append(1);
          awaitPosition(context, 1);
          try (var other = database.getConnection()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
              statement.execute("SELECT 1 FROM projection.segment FOR UPDATE");
            }
            append(8);
            awaitStatus(() -> projections(context), Status.DOWN);
            assertThat(text(projections(context)))
                .contains("has stood at position 1", "though the log is at 9", "test_ledger_v1");
            awaitStatus(() -> readiness(context), Status.OUT_OF_SERVICE);
            other.rollback();
          }
          awaitStatus(() -> projections(context), Status.UP);
          awaitStatus(() -> readiness(context), Status.UP);
          awaitPosition(context, 9);
        });
  }

  @Test
  void threads_that_have_ended_and_others_that_take_over() {
    application.run(
        context -> {
          append(1);
          awaitPosition(context, 1);
          var first = "projection-test_ledger_v1-1";
          endForGood(context, first);
          append(8);
          awaitPosition(context, 9);

          endForGood(context, "projection-test_ledger_v1-2");
          append(8);
          var properties = context.getBean(ProjectionProperties.class);
          try (var others =
              new ProjectionRunners(
                  List.of(ledger), log, database, properties, Clock.systemUTC())) {
            others.start();
            await().atMost(BOUND).until(() -> others.of(ID).position().value() == 17);
          }
        });
  }

  /** It is replaced so often, and then no more. */
  private static void endForGood(ApplicationContext context, String worker) {
    var gone = "The thread %s has ended, as did 10 before it".formatted(worker);
    await()
        .atMost(BOUND)
        .until(
            () -> {
              interrupt(worker);
              return text(projections(context)).contains(gone);
            });
    assertThat(projections(context).getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void a_rebuild_that_does_not_get_on_leaves_reads_alone() {
    application.run(
        context -> {
          append(16);
          awaitPosition(context, 16);
          ledger.failIn("test_ledger_v1_2");
          var builds = context.getBean(ProjectionRunners.class).of(ID).builds();
          assertThat(builds.rebuild()).isEqualTo("test_ledger_v1_2");

          awaitStatus(() -> projections(context), Status.DOWN);
          await()
              .atMost(BOUND)
              .untilAsserted(
                  () ->
                      assertThat(text(projections(context)))
                          .contains("build test_ledger_v1_2 (BUILDING) is stuck", "cannot write"));
          append(1);
          awaitPosition(context, 17);
          assertThat(readiness(context).getStatus()).isEqualTo(Status.UP);

          ledger.failIn("");
          awaitStatus(() -> projections(context), Status.UP);
        });
  }

  @Test
  void every_segment_and_every_build_is_measured() {
    application.run(
        context -> {
          var registry = new SimpleMeterRegistry();
          context.getBeansOfType(MeterBinder.class).values().forEach(each -> each.bindTo(registry));
          append(16);
          awaitPosition(context, 16);
          ledger.failIn("test_ledger_v1");
          append(1);
          var failing = "annals.projection.segment.lag.events";
          await()
              .atMost(BOUND)
              .untilAsserted(
                  () -> {
                    var lags = registry.find(failing).gauges();
                    assertThat(lags).hasSize(8);
                    assertThat(lags.stream().mapToDouble(gauge -> gauge.value()).sum())
                        .isEqualTo(1);
                  });
          await().atMost(BOUND).until(() -> gauge(registry, "annals.projection.lag.seconds") >= 1);
          assertThat(gauge(registry, "annals.projection.lag.events")).isEqualTo(1);
          assertThat(
                  registry.find("annals.projection.segment.lag.seconds").gauges().stream()
                      .filter(gauge -> gauge.value() > 0))
              .hasSize(1);
          assertThat(gauge(registry, "annals.projection.build.position")).isEqualTo(16);
          assertThat(gauge(registry, "annals.projection.build.head")).isEqualTo(17);
          assertThat(gauge(registry, "annals.projection.build.rate")).isNotNegative();
        });
  }

  private static double gauge(SimpleMeterRegistry registry, String name) {
    return registry.get(name).gauge().value();
  }

  private static void interrupt(String name) {
    Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .forEach(Thread::interrupt);
  }

  private static void awaitPosition(ApplicationContext context, long position) {
    var runner = context.getBean(ProjectionRunners.class).of(ID);
    await().atMost(BOUND).until(() -> runner.position().value() == position);
  }

  private interface Asked {
    Health health();
  }

  private static void awaitStatus(Asked asked, Status status) {
    await().atMost(BOUND).until(() -> asked.health().getStatus().equals(status));
  }

  private static Health projections(ApplicationContext context) {
    return health(context, "projectionsHealthIndicator");
  }

  private static Health readiness(ApplicationContext context) {
    return health(context, "projectionLagHealthIndicator");
  }

  private static Health health(ApplicationContext context, String name) {
    return Objects.requireNonNull(context.getBean(name, HealthIndicator.class).health(true));
  }

  private static String text(Health health) {
    return health.getDetails().toString();
  }

  private void append(int count) {
    for (var i = 0; i < count; i++) {
      var id = ids.incrementAndGet();
      var event =
          new Event(
              new UUID(0, id),
              TYPE,
              "1",
              Instant.EPOCH,
              Set.of(Tag.of("key", "k" + id)),
              "{}",
              Map.of());
      assertThat(log.append(List.of(event), AppendCondition.none())).isCompleted();
    }
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Writes one row per event. */
  private static final class Ledger implements Projection {

    private volatile String failIn = "";

    void failIn(String schema) {
      failIn = schema;
    }

    @Override
    public ProjectionId id() {
      return ID;
    }

    @Override
    public Set<String> eventTypes() {
      return Set.of(TYPE);
    }

    @Override
    public Optional<String> orderedBy() {
      return Optional.of("key");
    }

    @Override
    public String tables() {
      return "CREATE TABLE entry (position bigint)";
    }

    @Override
    public List<PastTable> pastTables() {
      return List.of();
    }

    @Override
    public void apply(List<Delivery> deliveries, Connection readDatabase) throws SQLException {
      try (var statement = readDatabase.createStatement();
          var schema = statement.executeQuery("SELECT current_schema()")) {
        schema.next();
        if (schema.getString(1).equals(failIn)) {
          throw new SQLException("cannot write", "XX000");
        }
      }
      try (var insert = readDatabase.prepareStatement("INSERT INTO entry VALUES (?)")) {
        for (var delivery : deliveries) {
          insert.setLong(1, delivery.position().value());
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }
}
