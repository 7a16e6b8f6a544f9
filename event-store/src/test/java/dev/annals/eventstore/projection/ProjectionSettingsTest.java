package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionSettingsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void pauses_double_up_to_the_longest() {
    var properties = ProjectionProperties.defaults();
    assertThat(List.of(1, 2, 3, 8, 60, 1_000_000).stream().map(properties::retryDelay))
        .containsExactly(
            Duration.ofMillis(50),
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 10_001})
  void a_batch_is_bounded(int events) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProjectionProperties(events, 1, SECOND, SECOND, SECOND, SECOND, 1))
        .withMessageContaining("batch-events-max");
  }

  @Test
  void the_longest_pause_is_not_the_shorter_one() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ProjectionProperties(1, 1, SECOND, SECOND, Duration.ofMillis(999), SECOND, 1))
        .withMessageContaining("retry-delay-max");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Payments", "payments.", ".account", "payments account", "1.a"})
  void a_name_is_dotted_lower_case(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new ProjectionId(name, 1));
  }

  @Test
  void a_version_starts_at_one() {
    assertThat(new ProjectionId("payments.account", 1)).hasToString("payments.account v1");
    assertThatIllegalArgumentException().isThrownBy(() -> new ProjectionId("payments.account", 0));
  }
}
