package dev.annals.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LagMeterTest {

  private static final long SECOND = 1_000_000_000;

  private final LagMeter lag = new LagMeter();

  @Test
  void who_is_where_the_log_ends_has_no_lag() {
    lag.look(0, 10, 10);
    lag.look(SECOND, 20, 20);
    // The head was asked for first, and the position may be newer.
    lag.look(2 * SECOND, 30, 31);
    assertThat(lag.maxSeconds()).isZero();
    assertThat(lag.maxEvents()).isZero();
  }

  @Test
  void a_lag_lasts_since_the_log_ended_where_the_follower_stands() {
    lag.look(0, 10, 10);
    lag.look(SECOND, 20, 12);
    lag.look(2 * SECOND, 30, 15);
    assertThat(lag.maxSeconds()).isEqualTo(2);
    assertThat(lag.maxEvents()).isEqualTo(15);
    // Has caught up with what was there at the second look.
    lag.look(3 * SECOND, 40, 20);
    lag.look(4 * SECOND, 40, 40);
    assertThat(lag.maxSeconds()).isEqualTo(2);
    assertThat(lag.maxEvents()).isEqualTo(20);
  }

  @Test
  void who_stands_still_falls_behind_more_and_more() {
    for (var second = 0; second < 10; second++) {
      lag.look(second * SECOND, 100 + second, 100);
    }
    assertThat(lag.maxSeconds()).isEqualTo(9);
    assertThat(lag.maxEvents()).isEqualTo(9);
  }
}
