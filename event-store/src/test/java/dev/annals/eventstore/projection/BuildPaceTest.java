package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.projection.ProjectionBuild.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BuildPaceTest {

  private static final Duration INTERVAL = Duration.ofMillis(5);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final LiveWork live = new LiveWork();
  private final BuildPace pace = new BuildPace(State.BUILDING, INTERVAL, live);

  @Test
  void a_build_in_the_making_yields_while_a_live_one_works() {
    assertThat(pace.yields()).isFalse();
    assertThat(pace.eventsMax(10_000)).isEqualTo(10_000);
    liveWorks();
    assertThat(pace.yields()).isTrue();
    assertThat(pace.eventsMax(10_000)).isEqualTo(1_000);
    assertThat(pace.eventsMax(10)).isEqualTo(10);
    assertThat(worked(pace)).isPositive();
  }

  @Test
  void once_reads_see_it_it_yields_no_more_and_others_yield_to_it() {
    var next = new BuildPace(State.BUILDING, INTERVAL, live);
    pace.is(State.LIVE);
    assertThat(worked(pace)).isZero();
    assertThat(pace.yields()).isFalse();
    assertThat(next.yields()).isTrue();
  }

  @Test
  void a_build_that_nobody_reads_takes_its_time_and_counts_for_nobody() {
    pace.is(State.KEPT);
    assertThat(pace.interval()).isEqualTo(Duration.ofMillis(250));
    assertThat(worked(pace)).isZero();
    assertThat(live.isBusy()).isFalse();
    pace.is(State.LIVE);
    assertThat(pace.interval()).isEqualTo(INTERVAL);
    assertThat(new BuildPace(State.KEPT, Duration.ofSeconds(1), live).interval())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void what_would_not_get_there_does_not_yield() {
    liveWorks();
    for (var second = 0; second < 12; second++) {
      pace.look(second * SECOND, 1_900L * second, 1_000L * second);
    }
    assertThat(pace.yields()).isFalse();
    assertThat(worked(pace)).isZero();
  }

  @Test
  void what_goes_twice_as_fast_as_the_log_yields() {
    liveWorks();
    for (var second = 0; second < 12; second++) {
      pace.look(second * SECOND, 2_100L * second, 1_000L * second);
    }
    assertThat(pace.yields()).isTrue();
  }

  private void liveWorks() {
    worked(new BuildPace(State.LIVE, INTERVAL, live));
  }

  private static Duration worked(BuildPace by) {
    var now = System.nanoTime();
    return by.worked(now - INTERVAL.toNanos(), now);
  }
}
