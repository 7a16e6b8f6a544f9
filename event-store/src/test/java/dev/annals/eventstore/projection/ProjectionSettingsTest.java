package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.annals.eventstore.projection.ProjectionProperties.DeadLetters;
import dev.annals.eventstore.projection.ProjectionProperties.Segments;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectionSettingsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Segments SEGMENTS = Segments.defaults();
  private static final DeadLetters LETTERS = DeadLetters.defaults();

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
        .isThrownBy(
            () ->
                new ProjectionProperties(
                    events,
                    1,
                    Duration.ofMillis(1),
                    SECOND,
                    SECOND,
                    SECOND,
                    SECOND,
                    1,
                    SEGMENTS,
                    LETTERS))
        .withMessageContaining("batch-events-max");
  }

  @Test
  void the_longest_pause_is_not_the_shorter_one() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ProjectionProperties(
                    1,
                    1,
                    Duration.ofMillis(1),
                    SECOND,
                    SECOND,
                    Duration.ofMillis(999),
                    SECOND,
                    1,
                    SEGMENTS,
                    LETTERS))
        .withMessageContaining("retry-delay-max");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -8, 3, 6, 512})
  void segments_are_a_power_of_two(int count) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Segments(count, 1, SECOND))
        .withMessageContaining("power of two");
  }

  @Test
  void no_more_threads_than_segments() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Segments(2, 3, SECOND))
        .withMessageContaining("segments.workers");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Segments(2, 1, Duration.ZERO))
        .withMessageContaining("segments.lease");
  }

  @Test
  void dead_letters_are_bounded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeadLetters(0, 1))
        .withMessageContaining("attempts-max");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeadLetters(1, 0))
        .withMessageContaining("letters-max");
  }

  @Test
  void each_build_has_tables_of_its_own() {
    var id = new ProjectionId("payments.account", 3);
    assertThat(id.tablesSchema(1)).isEqualTo("payments_account_v3");
    assertThat(id.tablesSchema(2)).isEqualTo("payments_account_v3_2");
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
