package dev.annals.command.payments.openaccount;

import static dev.annals.command.payments.PaymentsFixture.ANN;
import static dev.annals.command.payments.PaymentsFixture.BOB;
import static dev.annals.command.payments.PaymentsFixture.EUR;
import static dev.annals.command.payments.PaymentsFixture.USD;
import static dev.annals.command.payments.PaymentsFixture.opened;
import static dev.annals.command.payments.PaymentsFixture.rejectedBecause;
import static dev.annals.contracts.payments.PaymentRejected.Reason.DUPLICATE_ID;
import static dev.annals.contracts.payments.PaymentRejected.Reason.NEGATIVE_OVERDRAFT_LIMIT;
import static dev.annals.contracts.payments.PaymentRejected.Reason.OVERFLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.annals.command.payments.PaymentsFixture;
import dev.annals.command.payments.shared.Amounts;
import dev.annals.contracts.payments.PaymentCommand.OpenAccount;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentRejected.Reason;
import java.util.stream.Stream;
import org.axonframework.test.fixture.AxonTestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpenAccountTest {

  private final AxonTestFixture payments = PaymentsFixture.create();

  @AfterEach
  void stop() {
    payments.stop();
  }

  @Test
  void opens_an_account() {
    payments
        .given()
        .noPriorActivity()
        .when()
        .command(new OpenAccount(ANN, "Ann Other", EUR, 500))
        .then()
        .events(new AccountOpened(ANN, "Ann Other", EUR, 500));
  }

  @Test
  void opens_beside_another_account() {
    payments
        .given()
        .events(opened(BOB))
        .when()
        .command(new OpenAccount(ANN, "Ann Other", USD, 0))
        .then()
        .events(new AccountOpened(ANN, "Ann Other", USD, 0));
  }

  @Test
  void rejects_an_id_that_is_taken() {
    payments
        .given()
        .events(opened(ANN))
        .when()
        .command(new OpenAccount(ANN, "Somebody Else", EUR, 0))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(DUPLICATE_ID));
  }

  @Test
  void rejects_the_id_of_a_closed_account() {
    payments
        .given()
        .events(opened(ANN), new AccountClosed(ANN, ""))
        .when()
        .command(new OpenAccount(ANN, "Ann Other", EUR, 0))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(DUPLICATE_ID));
  }

  static Stream<Arguments> rejections() {
    return Stream.of(
        arguments(false, -1, NEGATIVE_OVERDRAFT_LIMIT),
        arguments(false, Long.MIN_VALUE, NEGATIVE_OVERDRAFT_LIMIT),
        arguments(false, Amounts.MAX + 1, OVERFLOW),
        arguments(false, Long.MAX_VALUE, OVERFLOW),
        arguments(true, 0, DUPLICATE_ID));
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void rejects(boolean taken, long overdraftLimit, Reason reason) {
    var command = new OpenAccount(ANN, "Ann Other", EUR, overdraftLimit);

    assertThatThrownBy(() -> OpenAccountHandler.decide(command, new OpenableAccount(ANN, taken)))
        .satisfies(rejectedBecause(reason));
  }

  @Test
  void takes_the_highest_overdraft_limit() {
    var command = new OpenAccount(ANN, "Ann Other", EUR, Amounts.MAX);

    assertThat(OpenAccountHandler.decide(command, OpenableAccount.free(ANN)).overdraftLimit())
        .isEqualTo(Amounts.MAX);
  }
}
