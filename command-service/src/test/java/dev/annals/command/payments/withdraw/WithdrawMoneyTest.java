package dev.annals.command.payments.withdraw;

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
import static dev.annals.contracts.payments.PaymentRejected.Reason.INSUFFICIENT_FUNDS;
import static dev.annals.contracts.payments.PaymentRejected.Reason.NON_POSITIVE_AMOUNT;
import static dev.annals.contracts.payments.PaymentRejected.Reason.OVERFLOW;
import static dev.annals.contracts.payments.PaymentRejected.Reason.UNKNOWN_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.annals.command.payments.PaymentsFixture;
import dev.annals.command.payments.shared.AccountStanding.Status;
import dev.annals.command.payments.shared.Amounts;
import dev.annals.command.payments.shared.DebitableAccount;
import dev.annals.contracts.payments.PaymentCommand.WithdrawMoney;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import dev.annals.contracts.payments.PaymentRejected.Reason;
import dev.annals.contracts.shared.Money;
import java.util.stream.Stream;
import org.axonframework.test.fixture.AxonTestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WithdrawMoneyTest {

  private final AxonTestFixture payments = PaymentsFixture.create();

  @AfterEach
  void stop() {
    payments.stop();
  }

  @Test
  void withdraws_what_was_deposited() {
    payments
        .given()
        .events(opened(ANN), new MoneyDeposited(ANN, eur(100), ""))
        .when()
        .command(new WithdrawMoney(ANN, eur(100), "rent"))
        .then()
        .events(new MoneyWithdrawn(ANN, eur(100), "rent"));
  }

  @Test
  void withdraws_what_came_by_transfer() {
    payments
        .given()
        .events(
            opened(ANN),
            opened(BOB),
            new MoneyDeposited(ANN, eur(100), ""),
            new MoneyTransferred(RENT, ANN, BOB, eur(40), ""))
        .when()
        .command(new WithdrawMoney(BOB, eur(40), ""))
        .then()
        .events(new MoneyWithdrawn(BOB, eur(40), ""));
  }

  @Test
  void counts_what_left_by_transfer() {
    payments
        .given()
        .events(
            opened(ANN),
            opened(BOB),
            new MoneyDeposited(ANN, eur(100), ""),
            new MoneyTransferred(RENT, ANN, BOB, eur(40), ""))
        .when()
        .command(new WithdrawMoney(ANN, eur(61), ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(INSUFFICIENT_FUNDS));
  }

  @Test
  void counts_what_was_withdrawn_before() {
    payments
        .given()
        .events(
            opened(ANN),
            new MoneyDeposited(ANN, eur(100), ""),
            new MoneyWithdrawn(ANN, eur(60), ""))
        .when()
        .command(new WithdrawMoney(ANN, eur(41), ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(INSUFFICIENT_FUNDS));
  }

  @Test
  void goes_down_to_the_overdraft_limit() {
    payments
        .given()
        .events(new AccountOpened(ANN, "Ann Other", EUR, 30))
        .when()
        .command(new WithdrawMoney(ANN, eur(30), ""))
        .then()
        .events(new MoneyWithdrawn(ANN, eur(30), ""));
  }

  static Stream<Arguments> rejections() {
    return Stream.of(
        arguments(account(9, 0, Status.UNKNOWN), eur(1), UNKNOWN_ACCOUNT),
        arguments(account(9, 0, Status.CLOSED), eur(1), ACCOUNT_CLOSED),
        arguments(account(9, 0, Status.FROZEN), eur(1), ACCOUNT_FROZEN),
        arguments(account(9, 0, Status.OPEN), usd(1), CURRENCY_MISMATCH),
        arguments(account(9, 0, Status.OPEN), eur(0), NON_POSITIVE_AMOUNT),
        arguments(account(9, 0, Status.OPEN), eur(-1), NON_POSITIVE_AMOUNT),
        arguments(account(9, 0, Status.OPEN), eur(Amounts.MAX + 1), OVERFLOW),
        arguments(account(9, 0, Status.OPEN), eur(10), INSUFFICIENT_FUNDS),
        arguments(account(9, 5, Status.OPEN), eur(15), INSUFFICIENT_FUNDS),
        arguments(account(-5, 5, Status.OPEN), eur(1), INSUFFICIENT_FUNDS));
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void rejects(DebitableAccount account, Money amount, Reason reason) {
    assertThatThrownBy(
            () -> WithdrawMoneyHandler.decide(new WithdrawMoney(ANN, amount, ""), account))
        .satisfies(rejectedBecause(reason));
  }

  @Test
  void finds_funds_in_the_fullest_account() {
    var full = account(Long.MAX_VALUE, Amounts.MAX, Status.OPEN);

    assertThat(WithdrawMoneyHandler.decide(new WithdrawMoney(ANN, eur(1), ""), full).amount())
        .isEqualTo(eur(1));
  }

  private static DebitableAccount account(long balance, long overdraftLimit, Status status) {
    return new DebitableAccount(PaymentsFixture.account(ANN, status, balance, overdraftLimit));
  }
}
