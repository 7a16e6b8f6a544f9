package dev.annals.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PacedCallsTest {

  private static final Duration TENTH = Duration.ofMillis(100);

  @Test
  void as_many_calls_are_made_as_the_pace_says() {
    var made = new AtomicInteger();

    var nanos = PacedCalls.run(500, TENTH, made::incrementAndGet);

    assertThat(made).hasValue(50);
    assertThat(nanos.getTotalCount()).isEqualTo(50);
  }

  @Test
  void calls_go_on_until_it_is_over_and_there_is_one_at_least() {
    var made = new AtomicInteger();

    PacedCalls.until(() -> made.get() >= 20, 500, made::incrementAndGet);
    assertThat(made).hasValueBetween(20, 20 + PacedCalls.UNDER_WAY_MAX);

    assertThat(PacedCalls.until(() -> true, 500, () -> {}).getTotalCount()).isEqualTo(1);
  }

  @Test
  void a_call_that_hangs_does_not_keep_others_from_beginning() {
    var others = new CountDownLatch(49);
    var first = new AtomicInteger();

    var nanos =
        PacedCalls.run(
            500,
            TENTH,
            () -> {
              if (first.getAndIncrement() == 0) {
                others.await();
              }
              others.countDown();
            });

    assertThat(nanos.getMaxValue()).isGreaterThan(Duration.ofMillis(50).toNanos());
  }

  @Test
  void a_call_that_fails_is_told() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                PacedCalls.run(
                    500,
                    TENTH,
                    () -> {
                      throw new IllegalArgumentException("no such account");
                    }))
        .withMessageContaining("no such account");
  }
}
