package dev.annals.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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

  private String failing() {
    throw new IllegalStateException("broken");
  }
}
