package dev.annals.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private final Admission admission = new Admission(2, "Too much is under way");

  @Test
  void refuses_what_is_too_much_and_takes_what_comes_after() {
    var innermost =
        admission.<String>admit(
            () -> {
              assertThat(admission.<String>admit(this::refused)).startsWith("Too much");
              return "done";
            });

    assertThat(innermost).isEqualTo("done");
    assertThat(admission.<String>admit(() -> admission.admit(() -> "both"))).isEqualTo("both");
  }

  private String refused() {
    var problem =
        assertThatExceptionOfType(ProblemException.class)
            .isThrownBy(() -> admission.admit(() -> "never"))
            .actual();
    assertThat(problem.problem().status()).isEqualTo(503);
    assertThat(problem.headers()).containsEntry("Retry-After", "1");
    return problem.problem().detail();
  }

  @Test
  void what_fails_leaves_its_place_to_others() {
    for (var i = 0; i < 3; i++) {
      assertThatIllegalStateException().isThrownBy(() -> admission.admit(this::failing));
    }
    assertThat(admission.<String>admit(() -> "still there")).isEqualTo("still there");
  }

  @Test
  void some_wait_for_a_place_and_no_more_than_may() throws Exception {
    var queueing = new Admission(1, 1, Duration.ofSeconds(30), "Too much is under way");
    var entered = new CountDownLatch(1);
    var leave = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> queueing.<String>admit(() -> held(entered, leave)));
      entered.await();
      var second = threads.submit(() -> queueing.<String>admit(() -> "second"));
      await().until(() -> queueing.waiting() == 1);
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> queueing.admit(() -> "third"));
      assertThat(second.isDone()).isFalse();
      leave.countDown();
      assertThat(first.get()).isEqualTo("first");
      assertThat(second.get()).isEqualTo("second");
    }
  }

  @Test
  void who_has_waited_long_enough_is_refused() {
    var queueing = new Admission(1, 1, Duration.ofMillis(1), "Too much is under way");
    assertThat(
            queueing.<Class<?>>admit(
                () -> catchThrowable(() -> queueing.admit(() -> "never")).getClass()))
        .isEqualTo(ProblemException.class);
  }

  private static String held(CountDownLatch entered, CountDownLatch leave) {
    entered.countDown();
    try {
      leave.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "first";
  }

  private String failing() {
    throw new IllegalStateException("broken");
  }
}
