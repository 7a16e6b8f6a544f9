package dev.annals.command.payments.freeze;

import static dev.annals.command.payments.PaymentsFixture.ANN;
import static dev.annals.command.payments.PaymentsFixture.EUR;
import static dev.annals.command.payments.PaymentsFixture.opened;
import static dev.annals.command.payments.PaymentsFixture.rejectedBecause;
import static dev.annals.contracts.payments.PaymentRejected.Reason.ACCOUNT_FROZEN;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.command.payments.PaymentsFixture;
import dev.annals.command.payments.shared.AccountStanding;
import dev.annals.command.payments.shared.AccountStanding.Status;
import dev.annals.contracts.payments.PaymentCommand.FreezeAccount;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentRejected.Reason;
import org.axonframework.test.fixture.AxonTestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeAccountTest {

  private final AxonTestFixture payments = PaymentsFixture.create();

  @AfterEach
  void stop() {
    payments.stop();
  }

  @Test
  void freezes_an_open_account() {
    payments
        .given()
        .events(opened(ANN))
        .when()
        .command(new FreezeAccount(ANN, "fraud"))
        .then()
        .events(new AccountFrozen(ANN, "fraud"));
  }

  @Test
  void freezes_again_what_was_unfrozen() {
    payments
        .given()
        .events(opened(ANN), new AccountFrozen(ANN, ""), new AccountUnfrozen(ANN, ""))
        .when()
        .command(new FreezeAccount(ANN, ""))
        .then()
        .events(new AccountFrozen(ANN, ""));
  }

  @Test
  void rejects_a_frozen_account() {
    payments
        .given()
        .events(opened(ANN), new AccountFrozen(ANN, ""))
        .when()
        .command(new FreezeAccount(ANN, ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(ACCOUNT_FROZEN));
  }

  @ParameterizedTest
  @CsvSource({"UNKNOWN, UNKNOWN_ACCOUNT", "CLOSED, ACCOUNT_CLOSED", "FROZEN, ACCOUNT_FROZEN"})
  void rejects(Status status, Reason reason) {
    var account = new AccountStanding(ANN, EUR, status);

    assertThatThrownBy(() -> FreezeAccountHandler.decide(new FreezeAccount(ANN, ""), account))
        .satisfies(rejectedBecause(reason));
  }
}
