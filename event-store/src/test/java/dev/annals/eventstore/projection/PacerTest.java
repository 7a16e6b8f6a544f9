package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacerTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Pacer pacer = new Pacer();

  @Test
  void without_two_looks_nobody_can_tell() {
    assertThat(pacer.pace(100).remaining()).isNull();
    assertThat(pacer.pace(0).remaining()).isZero();
    pacer.look(0, 50);
    assertThat(pacer.pace(100)).isEqualTo(new BuildProgress.Pace(0, null));
  }

  @Test
  void tells_how_fast_it_goes_and_how_long_it_takes() {
    pacer.look(0, 0);
    pacer.look(2 * SECOND, 1_000);
    assertThat(pacer.pace(2_000)).isEqualTo(new BuildProgress.Pace(500, Duration.ofSeconds(4)));
    assertThat(pacer.pace(0).remaining()).isZero();
  }

  @Test
  void forgets_how_fast_it_went_long_ago() {
    pacer.look(0, 0);
    for (var second = 1; second <= 10; second++) {
      pacer.look(second * SECOND, 1_000_000);
    }
    assertThat(pacer.pace(10)).isEqualTo(new BuildProgress.Pace(0, null));
  }
}
