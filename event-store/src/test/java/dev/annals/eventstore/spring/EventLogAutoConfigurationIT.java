package dev.annals.eventstore.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogSchema;
import dev.annals.eventstore.log.postgres.TestLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class EventLogAutoConfigurationIT {

  private static final Tag TAG = Tag.of("account", "anna");

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  EventLogAutoConfiguration.class, EventLogHealthAutoConfiguration.class))
          .withPropertyValues("annals.log.wait-max=0s");

  @Test
  void opens_the_log_and_closes_it_at_the_end() {
    var logs = new ArrayList<EventLog>();
    on(TestLog.create().writer())
        .run(
            context -> {
              var log = context.getBean(EventLog.class);
              assertThat(log.head()).isEqualTo(SequencePosition.ORIGIN);
              logs.add(log);
            });

    assertThat(
            CompletableFuture.supplyAsync(
                () ->
                    logs.getFirst()
                        .append(
                            List.of(), AppendCondition.none(), new IdempotencyRecord("k", "f", ""))
                        .join()))
        .failsWithin(10, TimeUnit.SECONDS)
        .withThrowableThat()
        .withRootCauseInstanceOf(Unavailable.class);
  }

  @Test
  void tells_what_was_appended_and_what_is_not_indexed_yet() {
    on(TestLog.create().writer())
        .run(
            context -> {
              var meters = new SimpleMeterRegistry();
              context.getBean(EventLogMetrics.class).bindTo(meters);
              var events = new TestEvents();
              var two = List.of(events.of("test.A"), events.of("test.B"));
              context.getBean(EventLog.class).append(two, AppendCondition.none()).join();

              assertThat(meters.get("annals.log.appends").functionCounter().count()).isOne();
              assertThat(meters.get("annals.log.events").functionCounter().count()).isEqualTo(2);
              assertThat(meters.get("annals.log.batches").functionCounter().count()).isOne();
              assertThat(meters.get("annals.log.queue").gauge().value()).isZero();
              assertThat(meters.get("annals.log.index.lag").gauge().value()).isLessThan(3);
              assertThat(health(context).getDetails())
                  .containsEntry("position", 2L)
                  .containsKey("indexLag");
            });
  }

  @Test
  void is_down_while_the_tag_index_is_far_behind_though_nothing_is_lost() throws Exception {
    var test = TestLog.create();
    on(test.writer())
        .run(
            context -> {
              var log = context.getBean(EventLog.class);
              try (var owner = TestLog.connect(test.owner());
                  var statement = owner.createStatement()) {
                owner.setAutoCommit(false);
                statement.execute("LOCK TABLE event_tag IN SHARE MODE");
                appendMoreThanTheTailHolds(log);
                assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
                assertThat(health(context).getDetails().get("reason"))
                    .asString()
                    .startsWith("The tag index is more than 65536 events behind");
                assertThat(log.read(EventQuery.tagged(TAG), SequencePosition.ORIGIN, 10))
                    .hasSize(10);
              }
              await()
                  .atMost(Duration.ofMinutes(1))
                  .until(() -> health(context).getStatus().equals(Status.UP));
            });
  }

  private static Health health(ApplicationContext context) {
    return Objects.requireNonNull(context.getBean(HealthIndicator.class).health());
  }

  private static void appendMoreThanTheTailHolds(EventLog log) {
    var events = new TestEvents();
    for (var appended = 0; appended <= 66_000; appended += 1_000) {
      var batch = Stream.generate(() -> events.of("test.A", TAG)).limit(1_000).toList();
      log.append(batch, AppendCondition.none()).join();
    }
  }

  @Test
  void opens_it_for_reading_only_with_the_readers_role() {
    on(TestLog.create().reader())
        .withPropertyValues("annals.log.mode=read")
        .run(
            context -> {
              assertThat(context).hasSingleBean(EventReader.class).doesNotHaveBean(EventLog.class);
              assertThat(context.getBean(EventReader.class).head())
                  .isEqualTo(SequencePosition.ORIGIN);
            });
  }

  @Test
  void creates_the_log_as_its_owner_and_lets_the_service_in() {
    var test = TestLog.create();
    var other = inSchema(test.writer(), "another_log");

    on(other)
        .withPropertyValues(
            "annals.log.owner.user=" + test.owner().user(),
            "annals.log.owner.password=" + test.owner().password())
        .run(
            context ->
                assertThat(context.getBean(EventLog.class).head())
                    .isEqualTo(SequencePosition.ORIGIN));
    on(inSchema(test.reader(), "another_log"))
        .withPropertyValues(
            "annals.log.mode=read",
            "annals.log.owner.user=" + test.owner().user(),
            "annals.log.owner.password=" + test.owner().password())
        .run(context -> assertThat(context).hasSingleBean(EventReader.class));
  }

  @Test
  void waits_for_a_log_that_another_service_is_about_to_create() throws Exception {
    var test = TestLog.create();
    var service = inSchema(test.writer(), "late_log");
    on(service).run(context -> assertThat(context).hasFailed());

    var started =
        CompletableFuture.supplyAsync(
            () -> {
              var heads = new ArrayList<SequencePosition>();
              on(service)
                  .withPropertyValues("annals.log.wait-max=30s")
                  .run(context -> heads.add(context.getBean(EventLog.class).head()));
              return heads;
            });
    var owner = inSchema(test.owner(), "late_log");
    LogSchema.migrate(owner);
    LogSchema.grantWriter(owner, service.user());

    assertThat(started.get(60, TimeUnit.SECONDS)).containsExactly(SequencePosition.ORIGIN);
  }

  @Test
  void says_what_is_missing_when_it_has_waited_in_vain() {
    on(inSchema(TestLog.create().writer(), "no_such_log"))
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasRootCauseInstanceOf(java.sql.SQLException.class)
                    .hasStackTraceContaining("schema no_such_log"));
  }

  @Test
  void an_application_may_bring_its_own_log() {
    var own = new InMemoryEventLog(Clock.systemUTC());

    application
        .withBean(EventLog.class, () -> own)
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(EventLogProperties.class)
                    .getBean(EventReader.class)
                    .isSameAs(own));
  }

  @Test
  void health_follows_the_log() {
    on(TestLog.create().writer())
        .run(
            context -> {
              var health = context.getBean(EventLogHealthIndicator.class);
              var up = health.health();
              context.getBean(EventLog.class).close();

              assertThat(up.getStatus()).isEqualTo(Status.UP);
              assertThat(up.getDetails()).containsEntry("position", 0L);
              assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
            });
  }

  @Test
  void needs_no_actuator() {
    on(TestLog.create().writer())
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(EventLog.class));
  }

  private ApplicationContextRunner on(LogConnection connection) {
    return application.withPropertyValues(
        "annals.log.url=" + connection.url(),
        "annals.log.user=" + connection.user(),
        "annals.log.password=" + connection.password(),
        "annals.log.schema=" + connection.schema());
  }

  private static LogConnection inSchema(LogConnection connection, String schema) {
    return new LogConnection(connection.url(), connection.user(), connection.password(), schema);
  }
}
