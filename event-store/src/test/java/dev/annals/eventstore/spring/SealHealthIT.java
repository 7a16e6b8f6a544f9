package dev.annals.eventstore.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.audit.Tampering;
import dev.annals.eventstore.audit.seal.Sealer;
import dev.annals.eventstore.audit.seal.TestSealer;
import dev.annals.eventstore.log.postgres.TestLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SealHealthIT {

  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir private Path directory;

  private final TestLog testLog = TestLog.create();

  private ApplicationContextRunner application() {
    return new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(EventLogAutoConfiguration.class, SealAutoConfiguration.class))
        .withPropertyValues(
            "annals.log.mode=read",
            "annals.log.url=" + testLog.reader().url(),
            "annals.log.user=" + testLog.reader().user(),
            "annals.log.password=" + testLog.reader().password());
  }

  private ApplicationContextRunner sealing() {
    return application()
        .withPropertyValues(
            "annals.seal.key-file=" + directory.resolve("seal.key"),
            "annals.seal.interval=5ms",
            "annals.seal.user=" + testLog.sealer().user(),
            "annals.seal.password=" + testLog.sealer().password());
  }

  @Test
  void who_has_no_key_does_not_seal() {
    application().run(context -> assertThat(context).doesNotHaveBean(Sealer.class));
  }

  @Test
  void is_up_and_counted_while_it_gets_on() {
    try (var log = testLog.open()) {
      TestSealer.append(log, 20);
      sealing()
          .run(
              context -> {
                var sealer = context.getBean(Sealer.class);
                await().atMost(BOUND).until(() -> sealer.status().size() == 20);
                var registry = new SimpleMeterRegistry();
                context.getBean(SealMetrics.class).bindTo(registry);

                assertThat(health(context.getBean(HealthIndicator.class))).isEqualTo(Status.UP);
                assertThat(registry.get("annals.seal.size").gauge().value()).isEqualTo(20);
                assertThat(registry.get("annals.seal.lag.events").gauge().value()).isZero();
                assertThat(registry.get("annals.seal.lag.seconds").gauge().value()).isZero();
                assertThat(registry.get("annals.seal.stuck").gauge().value()).isZero();
                assertThat(registry.get("annals.seal.turn").gauge().value()).isEqualTo(1);
                assertThat(registry.get("annals.seal.checkpoints").functionCounter().count())
                    .isPositive();
              });
    }
  }

  private static Status health(HealthIndicator indicator) {
    var health = indicator.health();
    return health == null ? Status.UNKNOWN : health.getStatus();
  }

  @Test
  void is_down_and_says_why_when_it_must_not_sign() {
    try (var log = testLog.open()) {
      TestSealer.append(log, 20);
      sealing()
          .run(
              context -> {
                var sealer = context.getBean(Sealer.class);
                await().atMost(BOUND).until(() -> sealer.status().size() == 20);
                Tampering.run(testLog, "UPDATE event SET position = 22 WHERE position = 20");
                var indicator = context.getBean(HealthIndicator.class);
                await().atMost(BOUND).until(() -> health(indicator).equals(Status.DOWN));
                assertThat(String.valueOf(indicator.health()))
                    .contains("The log has no event at position 21");
              });
    }
  }
}
