package dev.annals.command.payments.deposit;

import static dev.annals.command.payments.PaymentsFixture.ANN;
import static dev.annals.command.payments.PaymentsFixture.BOB;
import static dev.annals.command.payments.PaymentsFixture.EUR;
import static dev.annals.command.payments.PaymentsFixture.RENT;
import static dev.annals.command.payments.PaymentsFixture.eur;
import static dev.annals.command.payments.PaymentsFixture.opened;
import static dev.annals.command.payments.PaymentsFixture.rejectedBecause;
import static dev.annals.command.payments.PaymentsFixture.usd;
import static dev.annals.contracts.payments.PaymentRejected.Reason.ACCOUNT_CLOSED;
import static dev.annals.contracts.payments.PaymentRejected.Reason.ACCOUNT_FROZEN;
import static dev.annals.contracts.payments.PaymentRejected.Reason.CURRENCY_MISMATCH;
import static dev.annals.contracts.payments.PaymentRejected.Reason.NON_POSITIVE_AMOUNT;
import static dev.annals.contracts.payments.PaymentRejected.Reason.OVERFLOW;
import static dev.annals.contracts.payments.PaymentRejected.Reason.UNKNOWN_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.annals.command.payments.PaymentsFixture;
import dev.annals.command.payments.shared.AccountStanding;
import dev.annals.command.payments.shared.AccountStanding.Status;
import dev.annals.command.payments.shared.Amounts;
import dev.annals.contracts.payments.PaymentCommand.DepositMoney;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentRejected.Reason;
import dev.annals.contracts.shared.Money;
import java.util.stream.Stream;
import org.axonframework.test.fixture.AxonTestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DepositMoneyTest {

  private final AxonTestFixture payments = PaymentsFixture.create();

  @AfterEach
  void stop() {
    payments.stop();
  }

  @Test
  void deposits_into_an_open_account() {
    payments
        .given()
        .event(opened(ANN))
        .when()
        .command(new DepositMoney(ANN, eur(100), "salary"))
        .then()
        .events(new MoneyDeposited(ANN, eur(100), "salary"));
  }

  @Test
  void deposits_into_an_account_that_is_no_longer_frozen() {
    payments
        .given()
        .events(opened(ANN), new AccountFrozen(ANN, ""), new AccountUnfrozen(ANN, ""))
        .when()
        .command(new DepositMoney(ANN, eur(100), ""))
        .then()
        .events(new MoneyDeposited(ANN, eur(100), ""));
  }

  @Test
  void knows_the_events_of_its_account_from_others() {
    payments
        .given()
        .events(
            opened(ANN),
            opened(BOB),
            new MoneyDeposited(ANN, eur(50), ""),
            new MoneyTransferred(RENT, ANN, BOB, eur(50), ""),
            new AccountClosed(ANN, ""))
        .when()
        .command(new DepositMoney(BOB, eur(1), ""))
        .then()
        .events(new MoneyDeposited(BOB, eur(1), ""));
  }

  @Test
  void rejects_an_account_never_opened() {
    payments
        .given()
        .noPriorActivity()
        .when()
        .command(new DepositMoney(ANN, eur(100), ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(UNKNOWN_ACCOUNT));
  }

  static Stream<Arguments> rejections() {
    return Stream.of(
        arguments(account(Status.UNKNOWN), eur(1), UNKNOWN_ACCOUNT),
        arguments(account(Status.CLOSED), eur(1), ACCOUNT_CLOSED),
        arguments(account(Status.FROZEN), eur(1), ACCOUNT_FROZEN),
        arguments(account(Status.OPEN), usd(1), CURRENCY_MISMATCH),
        arguments(account(Status.OPEN), eur(0), NON_POSITIVE_AMOUNT),
        arguments(account(Status.OPEN), eur(-1), NON_POSITIVE_AMOUNT),
        arguments(account(Status.OPEN), eur(Long.MIN_VALUE), NON_POSITIVE_AMOUNT),
        arguments(account(Status.OPEN), eur(Amounts.MAX + 1), OVERFLOW),
        arguments(account(Status.OPEN), eur(Long.MAX_VALUE), OVERFLOW));
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void rejects(AccountStanding account, Money amount, Reason reason) {
    assertThatThrownBy(() -> DepositMoneyHandler.decide(new DepositMoney(ANN, amount, ""), account))
        .satisfies(rejectedBecause(reason));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, Amounts.MAX})
  void takes_amounts_up_to_the_bound(long minorUnits) {
    assertThat(
            DepositMoneyHandler.decide(
                new DepositMoney(ANN, eur(minorUnits), ""), account(Status.OPEN)))
        .isEqualTo(new MoneyDeposited(ANN, eur(minorUnits), ""));
  }

  private static AccountStanding account(Status status) {
    return new AccountStanding(ANN, EUR, status);
  }
}
