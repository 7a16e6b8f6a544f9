package dev.annals.eventstore.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.Delivery;
import dev.annals.eventstore.projection.PastTable;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionId;
import dev.annals.eventstore.projection.ProjectionRunner;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.eventstore.projection.ProjectionStatus.State;
import dev.annals.eventstore.testing.TestPostgres;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;

class ProjectionAutoConfigurationIT {

  private static final ProjectionId ID = new ProjectionId("test.marks", 1);
  private static final String TYPE = "test.Marked";
  private static final String PROJECTIONS = "projectionsHealthIndicator";
  private static final Duration BOUND = Duration.ofSeconds(20);

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final DataSource database = TestPostgres.freshPool();
  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ProjectionAutoConfiguration.class))
          .withPropertyValues("annals.projection.retry-delay-max=60ms")
          .withBean(EventReader.class, () -> log)
          .withBean("readDatabase", DataSource.class, () -> database);

  @Test
  void projections_run_as_long_as_the_application() {
    append("{}");
    var seen = new ArrayList<ProjectionRunner>();
    application
        .withBean(Marks.class)
        .run(
            context -> {
              var runners = context.getBean(ProjectionRunners.class);
              assertThat(runners.progressOf(ID).awaitPosition(SequencePosition.of(1), BOUND))
                  .isTrue();
              seen.addAll(runners.all());
            });
    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().status().state()).isEqualTo(State.STOPPED);
  }

  @Test
  void they_start_before_and_stop_after_the_web_server() {
    application
        .withBean(Marks.class)
        .run(
            context ->
                assertThat(context.getBean(ProjectionLifecycle.class).getPhase())
                    .isLessThan(SmartLifecycle.DEFAULT_PHASE - 4_096));
  }

  @Test
  void a_stuck_projection_is_unhealthy_and_measured() {
    append("{\"poison\":true}");
    application
        .withBean(Marks.class)
        .run(
            context -> {
              var health = context.getBean(PROJECTIONS, HealthIndicator.class);
              await().atMost(BOUND).until(() -> down(health));
              assertThat(String.valueOf(health.health(true)))
                  .contains("STUCK", "cannot apply", "test.marks v1");
              var registry = new SimpleMeterRegistry();
              context
                  .getBeansOfType(MeterBinder.class)
                  .values()
                  .forEach(each -> each.bindTo(registry));
              assertThat(registry.get("annals.projection.stuck").gauge().value()).isEqualTo(1);
              assertThat(registry.get("annals.projection.lag.events").gauge().value()).isEqualTo(1);
              assertThat(registry.get("annals.projection.lag.seconds").gauge().value())
                  .isPositive();
              assertThat(registry.get("annals.projection.failures").functionCounter().count())
                  .isGreaterThanOrEqualTo(3);
            });
  }

  @Test
  void a_projection_that_gets_on_is_healthy() {
    application
        .withBean(Marks.class)
        .run(
            context -> {
              var health = context.getBean(PROJECTIONS, HealthIndicator.class);
              await().untilAsserted(() -> assertThat(healthOf(health)).isEqualTo(Status.UP));
            });
  }

  @Test
  void a_projection_that_has_stopped_is_not_healthy() {
    application
        .withBean(Marks.class)
        .run(
            context -> {
              context.getBean(ProjectionRunners.class).close();
              assertThat(healthOf(context.getBean(PROJECTIONS, HealthIndicator.class)))
                  .isEqualTo(Status.DOWN);
            });
  }

  @Test
  void a_data_source_of_their_own_is_preferred() {
    var own = TestPostgres.freshDatabase();
    application
        .withBean(Marks.class)
        .withBean(ProjectionAutoConfiguration.DATA_SOURCE, DataSource.class, () -> own)
        .run(
            context -> {
              assertThat(context).hasNotFailed();
              assertThat(hasTokens(own)).isTrue();
              assertThat(hasTokens(database)).isFalse();
            });
  }

  @Test
  void without_a_projection_nothing_runs() {
    application.run(context -> assertThat(context).doesNotHaveBean(ProjectionRunners.class));
  }

  @Test
  void two_projections_of_one_name_stop_the_start() {
    application
        .withBean("one", Marks.class)
        .withBean("two", Marks.class)
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("two projections test.marks v1"));
  }

  @Test
  void a_setting_out_of_bounds_stops_the_start() {
    application
        .withBean(Marks.class)
        .withPropertyValues("annals.projection.batch-events-max=0")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("batch-events-max must be 1"));
  }

  private static boolean down(HealthIndicator indicator) {
    return healthOf(indicator).equals(Status.DOWN);
  }

  private static Status healthOf(HealthIndicator indicator) {
    return Objects.requireNonNull(indicator.health(true)).getStatus();
  }

  private void append(String payload) {
    var event = new Event(new UUID(0, 1), TYPE, "1", Instant.EPOCH, Set.of(), payload, Map.of());
    assertThat(log.append(List.of(event), AppendCondition.none())).isCompleted();
  }

  private static boolean hasTokens(DataSource database) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT to_regclass('projection.segment') IS NOT NULL")) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  static final class Marks implements Projection {

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
      return Optional.empty();
    }

    @Override
    public String tables() {
      return "CREATE TABLE mark (position bigint)";
    }

    @Override
    public List<PastTable> pastTables() {
      return List.of();
    }

    @Override
    public void apply(List<Delivery> deliveries, Connection readDatabase) {
      if (deliveries.stream().anyMatch(each -> each.event().payload().contains("poison"))) {
        throw new IllegalArgumentException("cannot apply");
      }
    }
  }
}
