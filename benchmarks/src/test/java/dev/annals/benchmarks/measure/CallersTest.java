package dev.annals.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class CallersTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  @Test
  void everybody_works_and_everything_counts_once() {
    var calls = new AtomicIntegerArray(3);

    var run =
        Callers.work(
            3, SHORT, caller -> calls.incrementAndGet(caller) % 2 == 0 ? Operation.REFUSED : 5);

    var all = calls.get(0) + calls.get(1) + calls.get(2);
    assertThat(run.operations() + run.refused()).isEqualTo(all);
    assertThat(run.events()).isEqualTo(5 * run.operations());
    assertThat(run.operations()).isPositive();
    assertThat(run.seconds()).isGreaterThanOrEqualTo(0.02);
    assertThat(run.p99Millis()).isGreaterThanOrEqualTo(run.p50Millis());
  }

  @Test
  void a_failure_ends_the_run() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Callers.work(
                    2,
                    SHORT,
                    caller -> {
                      throw new IOException("no disk");
                    }))
        .withMessageContaining("no disk");
  }
}
