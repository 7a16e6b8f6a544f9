package dev.annals.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long MILLI = 1_000_000;

  @Test
  void turns_are_due_at_even_intervals_and_never_early() throws InterruptedException {
    var pace = Pace.of(1_000);
    var first = pace.next();
    for (var turn = 1; turn <= 20; turn++) {
      assertThat(pace.next()).isEqualTo(first + turn * MILLI);
      assertThat(System.nanoTime() - first).isGreaterThanOrEqualTo(turn * MILLI);
    }
  }

  @Test
  void who_comes_late_still_counts_from_when_it_was_due() throws InterruptedException {
    var pace = Pace.of(1_000_000_000);
    var first = pace.next();
    assertThat(System.nanoTime()).isGreaterThan(first + 1);
    assertThat(pace.next()).isEqualTo(first + 1);
  }

  @Test
  void without_a_limit_every_turn_is_now() throws InterruptedException {
    var pace = Pace.unlimited();
    var before = System.nanoTime();
    assertThat(pace.next()).isBetween(before, System.nanoTime());
  }
}
