package dev.annals.command.payments.unfreeze;

import static dev.annals.command.payments.PaymentsFixture.ANN;
import static dev.annals.command.payments.PaymentsFixture.EUR;
import static dev.annals.command.payments.PaymentsFixture.opened;
import static dev.annals.command.payments.PaymentsFixture.rejectedBecause;
import static dev.annals.contracts.payments.PaymentRejected.Reason.ACCOUNT_NOT_FROZEN;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.command.payments.PaymentsFixture;
import dev.annals.command.payments.shared.AccountStanding;
import dev.annals.command.payments.shared.AccountStanding.Status;
import dev.annals.contracts.payments.PaymentCommand.UnfreezeAccount;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentRejected.Reason;
import org.axonframework.test.fixture.AxonTestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnfreezeAccountTest {

  private final AxonTestFixture payments = PaymentsFixture.create();

  @AfterEach
  void stop() {
    payments.stop();
  }

  @Test
  void unfreezes_a_frozen_account() {
    payments
        .given()
        .events(opened(ANN), new AccountFrozen(ANN, ""))
        .when()
        .command(new UnfreezeAccount(ANN, "sorry"))
        .then()
        .events(new AccountUnfrozen(ANN, "sorry"));
  }

  @Test
  void rejects_an_account_that_is_not_frozen() {
    payments
        .given()
        .events(opened(ANN))
        .when()
        .command(new UnfreezeAccount(ANN, ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(ACCOUNT_NOT_FROZEN));
  }

  @Test
  void rejects_what_was_unfrozen_already() {
    payments
        .given()
        .events(opened(ANN), new AccountFrozen(ANN, ""), new AccountUnfrozen(ANN, ""))
        .when()
        .command(new UnfreezeAccount(ANN, ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(ACCOUNT_NOT_FROZEN));
  }

  @ParameterizedTest
  @CsvSource({"UNKNOWN, UNKNOWN_ACCOUNT", "CLOSED, ACCOUNT_CLOSED", "OPEN, ACCOUNT_NOT_FROZEN"})
  void rejects(Status status, Reason reason) {
    var account = new AccountStanding(ANN, EUR, status);

    assertThatThrownBy(() -> UnfreezeAccountHandler.decide(new UnfreezeAccount(ANN, ""), account))
        .satisfies(rejectedBecause(reason));
  }
}
