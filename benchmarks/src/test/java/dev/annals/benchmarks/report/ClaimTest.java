package dev.annals.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.benchmarks.measure.Spread;
import org.junit.jupiter.api.Test;

class ClaimTest {

  private static final Spread MEASURED = new Spread(10, 14.9, 30);

  @Test
  void the_middle_decides() {
    assertThat(Claim.atLeast("fast", 15, "×", MEASURED).isMet()).isFalse();
    assertThat(Claim.atLeast("fast", 14.9, "×", MEASURED).isMet()).isTrue();
    assertThat(Claim.atMost("slow", 15, "×", MEASURED).isMet()).isTrue();
    assertThat(Claim.atMost("slow", 14, "×", MEASURED).isMet()).isFalse();
  }

  @Test
  void tells_target_and_finding_in_the_same_unit() {
    var claim = Claim.atLeast("fast", 15, "×", MEASURED);

    assertThat(claim.target()).isEqualTo("≥ 15 ×");
    assertThat(claim.found()).isEqualTo("10 / **14.9** / 30 ×");
  }
}
