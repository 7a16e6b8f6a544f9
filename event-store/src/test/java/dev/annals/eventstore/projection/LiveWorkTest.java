package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LiveWorkTest {

  private static final Duration WORKED = Duration.ofMillis(10);

  private final LiveWork live = new LiveWork();

  @Test
  void nobody_rests_for_work_that_is_not_there() {
    assertThat(live.restAfter(WORKED, 0)).isZero();
    took(0, 50);
    assertThat(live.restAfter(WORKED, millis(1_051))).isZero();
    assertThat(live.restAfter(WORKED, millis(1_049))).isPositive();
  }

  @Test
  void beside_calm_work_one_rests_as_long_as_one_works() {
    took(0, 2);
    assertThat(live.restAfter(WORKED, millis(3))).isEqualTo(WORKED);
  }

  @Test
  void the_longer_live_batches_take_the_longer_is_the_rest() {
    took(0, 15);
    assertThat(live.restAfter(WORKED, millis(16))).isEqualTo(WORKED.multipliedBy(3));
  }

  @Test
  void a_fifth_of_the_time_is_left_and_no_rest_is_longer_than_a_second() {
    took(0, 900);
    assertThat(live.restAfter(WORKED, millis(901))).isEqualTo(WORKED.multipliedBy(4));
    assertThat(live.restAfter(Duration.ofSeconds(1), millis(901))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void one_batch_of_many_says_little() {
    for (var began = 0; began < 100; began += 10) {
      took(began, began + 5);
    }
    took(100, 155);
    assertThat(live.restAfter(WORKED, millis(156))).isEqualTo(WORKED.multipliedBy(2));
  }

  @Test
  void what_was_before_a_pause_does_not_count() {
    took(0, 45);
    took(2_000, 2_005);
    assertThat(live.restAfter(WORKED, millis(2_006))).isEqualTo(WORKED);
  }

  private void took(long beganMillis, long endedMillis) {
    live.took(millis(beganMillis), millis(endedMillis));
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
