package dev.annals.eventstore.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.BuildLag;
import dev.annals.eventstore.projection.BuildLook;
import dev.annals.eventstore.projection.BuildProgress.Pace;
import dev.annals.eventstore.projection.ProjectionId;
import dev.annals.eventstore.projection.ProjectionStatus;
import dev.annals.eventstore.projection.ProjectionStatus.State;
import dev.annals.eventstore.projection.ProjectionStatus.Trouble;
import dev.annals.eventstore.projection.ProjectionStatus.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class ProjectionLagHealthTest {

  private static final ProjectionId ONE = new ProjectionId("test.one", 1);
  private static final ProjectionId OTHER = new ProjectionId("test.other", 1);

  private List<BuildLag> lags = List.of();
  private final ProjectionLagHealthIndicator indicator =
      new ProjectionLagHealthIndicator(() -> lags, Duration.ofSeconds(30));

  @Test
  void is_ready_below_the_bound() {
    assertThat(seconds(29).getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void goes_out_of_service_at_the_bound_and_says_which_and_why() {
    var health = seconds(30);
    assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(health.getDetails().toString())
        .contains("test.one v1", "lagEvents=7", "lagSeconds=30", "goes on at 12 events/s");
  }

  @Test
  void comes_back_only_when_half_of_that_is_made_up() {
    assertThat(seconds(31).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(seconds(29).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(seconds(16).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(seconds(15).getStatus()).isEqualTo(Status.UP);
    assertThat(seconds(29).getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void one_late_view_is_enough() {
    lags = List.of(lag(OTHER, 0, "LIVE", null), lag(ONE, 99, "LIVE", trouble()));
    assertThat(health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    assertThat(health().getDetails().toString()).contains("relation is gone");
  }

  @Test
  void a_build_that_nobody_reads_may_be_late() {
    lags = List.of(lag(ONE, 0, "LIVE", null), lag(ONE, 9_999, "BUILDING", trouble()));
    assertThat(health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void nothing_changes_while_the_lag_is_not_known() {
    seconds(99);
    lags = List.of();
    assertThat(health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    seconds(0);
    lags = List.of();
    assertThat(health().getStatus()).isEqualTo(Status.UP);
  }

  private Health seconds(int waiting) {
    lags = List.of(lag(ONE, waiting, "LIVE", null));
    return health();
  }

  private Health health() {
    return Objects.requireNonNull(indicator.health(true));
  }

  private static Trouble trouble() {
    return new Trouble("relation is gone", 5, Instant.EPOCH);
  }

  private static BuildLag lag(
      ProjectionId id, int waiting, String state, @Nullable Trouble trouble) {
    var position = SequencePosition.of(3);
    var status =
        new ProjectionStatus(id, State.RUNNING, position, 1, new Work(3, 0, 0, 0, 0), trouble);
    var look = new BuildLook("b", state, status, List.of(3L), new Pace(12, null), List.of());
    var segment =
        new BuildLag.Segment(0, 3, 7, Duration.ofSeconds(waiting), Duration.ofSeconds(waiting));
    return new BuildLag(look, 10, List.of(segment));
  }
}
