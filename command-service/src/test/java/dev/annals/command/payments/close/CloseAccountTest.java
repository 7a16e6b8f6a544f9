package dev.annals.command.payments.close;

import static dev.annals.command.payments.PaymentsFixture.ANN;
import static dev.annals.command.payments.PaymentsFixture.BOB;
import static dev.annals.command.payments.PaymentsFixture.EUR;
import static dev.annals.command.payments.PaymentsFixture.RENT;
import static dev.annals.command.payments.PaymentsFixture.account;
import static dev.annals.command.payments.PaymentsFixture.eur;
import static dev.annals.command.payments.PaymentsFixture.opened;
import static dev.annals.command.payments.PaymentsFixture.rejectedBecause;
import static dev.annals.contracts.payments.PaymentRejected.Reason.ACCOUNT_CLOSED;
import static dev.annals.contracts.payments.PaymentRejected.Reason.BALANCE_NOT_ZERO;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.command.payments.PaymentsFixture;
import dev.annals.command.payments.shared.AccountStanding.Status;
import dev.annals.contracts.payments.PaymentCommand.CloseAccount;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import dev.annals.contracts.payments.PaymentRejected.Reason;
import org.axonframework.test.fixture.AxonTestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloseAccountTest {

  private final AxonTestFixture payments = PaymentsFixture.create();

  @AfterEach
  void stop() {
    payments.stop();
  }

  @Test
  void closes_an_empty_account() {
    payments
        .given()
        .events(opened(ANN))
        .when()
        .command(new CloseAccount(ANN, "moved"))
        .then()
        .events(new AccountClosed(ANN, "moved"));
  }

  @Test
  void closes_an_emptied_account() {
    payments
        .given()
        .events(
            opened(ANN), new MoneyDeposited(ANN, eur(7), ""), new MoneyWithdrawn(ANN, eur(7), ""))
        .when()
        .command(new CloseAccount(ANN, ""))
        .then()
        .events(new AccountClosed(ANN, ""));
  }

  @Test
  void rejects_an_account_that_holds_money() {
    payments
        .given()
        .events(opened(ANN), new MoneyDeposited(ANN, eur(7), ""))
        .when()
        .command(new CloseAccount(ANN, ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(BALANCE_NOT_ZERO));
  }

  @Test
  void rejects_an_account_that_received_a_transfer() {
    payments
        .given()
        .events(
            opened(ANN),
            opened(BOB),
            new MoneyDeposited(ANN, eur(7), ""),
            new MoneyTransferred(RENT, ANN, BOB, eur(7), ""))
        .when()
        .command(new CloseAccount(BOB, ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(BALANCE_NOT_ZERO));
  }

  @Test
  void rejects_an_account_that_owes_money() {
    payments
        .given()
        .events(new AccountOpened(ANN, "Ann Other", EUR, 9), new MoneyWithdrawn(ANN, eur(7), ""))
        .when()
        .command(new CloseAccount(ANN, ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(BALANCE_NOT_ZERO));
  }

  @Test
  void rejects_a_closed_account() {
    payments
        .given()
        .events(opened(ANN), new AccountClosed(ANN, ""))
        .when()
        .command(new CloseAccount(ANN, ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(ACCOUNT_CLOSED));
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, 0, UNKNOWN_ACCOUNT",
    "CLOSED, 0, ACCOUNT_CLOSED",
    "FROZEN, 0, ACCOUNT_FROZEN",
    "OPEN, 1, BALANCE_NOT_ZERO",
    "OPEN, -1, BALANCE_NOT_ZERO"
  })
  void rejects(Status status, long balance, Reason reason) {
    var account = account(ANN, status, balance, 0);

    assertThatThrownBy(() -> CloseAccountHandler.decide(new CloseAccount(ANN, ""), account))
        .satisfies(rejectedBecause(reason));
  }
}
