package dev.annals.command.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.contracts.payments.PaymentRejected;
import dev.annals.contracts.payments.PaymentRejected.Reason;
import dev.annals.web.Problem;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentRejectionsTest {

  private final PaymentRejections rejections = new PaymentRejections();

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN_ACCOUNT, 404, /problems/payments/unknown-account",
    "INSUFFICIENT_FUNDS, 409, /problems/payments/insufficient-funds",
    "ACCOUNT_FROZEN, 409, /problems/payments/account-frozen",
    "ACCOUNT_NOT_FROZEN, 409, /problems/payments/account-not-frozen",
    "ACCOUNT_CLOSED, 409, /problems/payments/account-closed",
    "BALANCE_NOT_ZERO, 409, /problems/payments/balance-not-zero",
    "DUPLICATE_ID, 409, /problems/payments/duplicate-id",
    "CURRENCY_MISMATCH, 422, /problems/payments/currency-mismatch",
    "NON_POSITIVE_AMOUNT, 422, /problems/payments/non-positive-amount",
    "NEGATIVE_OVERDRAFT_LIMIT, 422, /problems/payments/negative-overdraft-limit",
    "SAME_ACCOUNT, 422, /problems/payments/same-account",
    "OVERFLOW, 422, /problems/payments/overflow"
  })
  void every_reason_is_a_problem_of_its_own(Reason reason, int status, String type) {
    var problem = problemOf(reason);

    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.type()).isEqualTo(type);
    assertThat(problem.detail()).isEqualTo("because");
    assertThat(problem.members()).containsEntry("reason", reason.name());
  }

  @Test
  void no_two_reasons_share_a_title() {
    assertThat(Arrays.stream(Reason.values()).map(this::problemOf).map(Problem::title))
        .doesNotHaveDuplicates();
  }

  @Test
  void a_failure_is_no_rejection() {
    assertThat(rejections.problemOf(new IllegalStateException("broken"))).isNull();
  }

  private Problem problemOf(Reason reason) {
    return Objects.requireNonNull(rejections.problemOf(new PaymentRejected(reason, "because")));
  }
}
