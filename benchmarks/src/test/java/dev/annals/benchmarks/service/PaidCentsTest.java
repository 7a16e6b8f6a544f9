package dev.annals.benchmarks.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.benchmarks.service.PaidCents.Read;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaidCentsTest {

  private static final long BEFORE = 4;
  private static final long HEAD = 100;

  private final PaidCents cents = new PaidCents(2, BEFORE, HEAD);

  @BeforeEach
  void three_cents_are_paid_and_told_of_in_any_order() {
    cents.paid(0, 107);
    cents.paid(0, 103);
    cents.paid(1, 105);
  }

  @Test
  void an_answer_holds_what_was_paid_up_to_its_position() {
    cents.answered(new Read(0, 0, 102, 99, BEFORE));
    cents.answered(new Read(0, 103, 103, 103, BEFORE + 1));
    cents.answered(new Read(0, 103, 106, 103, BEFORE + 1));
    cents.answered(new Read(0, 106, 107, 107, BEFORE + 2));
    cents.answered(new Read(1, 107, 200, 105, BEFORE + 1));
    assertThat(cents.takeWrong()).isEmpty();
    assertThat(cents.newest()).isEqualTo(200);
  }

  @Test
  void finds_a_cent_too_little_or_too_much() {
    cents.answered(new Read(0, 0, 107, 107, BEFORE + 1));
    cents.answered(new Read(1, 0, 104, 99, BEFORE + 1));
    assertThat(cents.takeWrong())
        .hasSize(2)
        .anySatisfy(wrong -> assertThat(wrong).startsWith("Not 2 on top of 4"))
        .anySatisfy(wrong -> assertThat(wrong).startsWith("Not 0 on top of 4"));
  }

  @Test
  void finds_an_answer_that_is_too_old() {
    cents.answered(new Read(0, 103, 102, 99, BEFORE));
    assertThat(cents.takeWrong())
        .singleElement()
        .satisfies(wrong -> assertThat(wrong).startsWith("Older than position 103"));
  }

  @Test
  void finds_an_answer_whose_account_changed_at_another_position() {
    cents.answered(new Read(0, 0, 110, 103, BEFORE + 2));
    cents.answered(new Read(1, 0, 104, 101, BEFORE));
    assertThat(cents.takeWrong()).hasSize(2);
  }

  @Test
  void tells_of_what_is_wrong_once() {
    cents.answered(new Read(0, 103, 102, 99, BEFORE));
    assertThat(cents.takeWrong()).hasSize(1);
    assertThat(cents.takeWrong()).isEmpty();
  }
}
