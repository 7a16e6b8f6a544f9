package dev.annals.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void survives_the_way_through_json() {
    var problem = ProblemType.INVALID_FIELD.because("The \"owner\" is bad.").with("field", "owner");

    assertThat(Problem.fromJson(problem.toJson())).isEqualTo(problem);
  }

  @Test
  void never_carries_what_cannot_be_printed() {
    var problem = ProblemType.INVALID_FIELD.because("a\u0000b\ud800c\u009fd\ud83d\ude00");

    assertThat(problem.detail()).isEqualTo("a\ufffdb\ufffdc\ufffdd\ud83d\ude00");
  }

  @Test
  void never_grows_with_what_a_client_sent() {
    var problem = ProblemType.INVALID_FIELD.because("x".repeat(100_000)).with("field", "y");

    assertThat(problem.detail()).hasSize(Printable.LENGTH_MAX + 1);
  }

  @Test
  void a_context_has_its_own_types() {
    assertThat(ProblemType.uri("payments", "UNKNOWN_ACCOUNT"))
        .isEqualTo("/problems/payments/unknown-account");
  }
}
