package dev.annals.command.payments.transfer;

import static dev.annals.command.payments.PaymentsFixture.ANN;
import static dev.annals.command.payments.PaymentsFixture.BOB;
import static dev.annals.command.payments.PaymentsFixture.EUR;
import static dev.annals.command.payments.PaymentsFixture.RENT;
import static dev.annals.command.payments.PaymentsFixture.USD;
import static dev.annals.command.payments.PaymentsFixture.eur;
import static dev.annals.command.payments.PaymentsFixture.opened;
import static dev.annals.command.payments.PaymentsFixture.rejectedBecause;
import static dev.annals.command.payments.PaymentsFixture.usd;
import static dev.annals.contracts.payments.PaymentRejected.Reason.ACCOUNT_CLOSED;
import static dev.annals.contracts.payments.PaymentRejected.Reason.ACCOUNT_FROZEN;
import static dev.annals.contracts.payments.PaymentRejected.Reason.CURRENCY_MISMATCH;
import static dev.annals.contracts.payments.PaymentRejected.Reason.DUPLICATE_ID;
import static dev.annals.contracts.payments.PaymentRejected.Reason.INSUFFICIENT_FUNDS;
import static dev.annals.contracts.payments.PaymentRejected.Reason.NON_POSITIVE_AMOUNT;
import static dev.annals.contracts.payments.PaymentRejected.Reason.OVERFLOW;
import static dev.annals.contracts.payments.PaymentRejected.Reason.SAME_ACCOUNT;
import static dev.annals.contracts.payments.PaymentRejected.Reason.UNKNOWN_ACCOUNT;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.annals.command.payments.PaymentsFixture;
import dev.annals.command.payments.shared.Account;
import dev.annals.command.payments.shared.AccountStanding;
import dev.annals.command.payments.shared.AccountStanding.Status;
import dev.annals.command.payments.shared.Amounts;
import dev.annals.command.payments.shared.DebitableAccount;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentCommand.TransferMoney;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentRejected.Reason;
import dev.annals.contracts.payments.TransferId;
import dev.annals.contracts.shared.Money;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.axonframework.test.fixture.AxonTestFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransferMoneyTest {

  private static final AccountId EVE = new AccountId("eve");

  private final AxonTestFixture payments = PaymentsFixture.create();

  @AfterEach
  void stop() {
    payments.stop();
  }

  @Test
  void moves_money_with_one_event() {
    payments
        .given()
        .events(opened(ANN), opened(BOB), new MoneyDeposited(ANN, eur(100), ""))
        .when()
        .command(new TransferMoney(RENT, ANN, BOB, eur(100), "May"))
        .then()
        .events(new MoneyTransferred(RENT, ANN, BOB, eur(100), "May"));
  }

  @Test
  void spends_what_came_by_transfer() {
    payments
        .given()
        .events(
            opened(ANN),
            opened(BOB),
            new MoneyDeposited(ANN, eur(100), ""),
            new MoneyTransferred(RENT, ANN, BOB, eur(40), ""))
        .when()
        .command(new TransferMoney(new TransferId("back"), BOB, ANN, eur(40), ""))
        .then()
        .events(new MoneyTransferred(new TransferId("back"), BOB, ANN, eur(40), ""));
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
        .command(new TransferMoney(new TransferId("more"), ANN, BOB, eur(61), ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(INSUFFICIENT_FUNDS));
  }

  @Test
  void rejects_an_id_used_between_the_same_accounts() {
    payments
        .given()
        .events(
            opened(ANN),
            opened(BOB),
            new MoneyDeposited(ANN, eur(100), ""),
            new MoneyTransferred(RENT, ANN, BOB, eur(40), ""))
        .when()
        .command(new TransferMoney(RENT, ANN, BOB, eur(40), ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(DUPLICATE_ID));
  }

  @Test
  void rejects_an_id_used_between_other_accounts() {
    payments
        .given()
        .events(
            opened(ANN),
            opened(BOB),
            opened(EVE),
            new MoneyDeposited(ANN, eur(100), ""),
            new MoneyDeposited(EVE, eur(100), ""),
            new MoneyTransferred(RENT, ANN, BOB, eur(40), ""))
        .when()
        .command(new TransferMoney(RENT, EVE, BOB, eur(40), ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(DUPLICATE_ID));
  }

  @Test
  void rejects_an_unknown_debit_account() {
    payments
        .given()
        .events(opened(BOB))
        .when()
        .command(new TransferMoney(RENT, ANN, BOB, eur(1), ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(UNKNOWN_ACCOUNT));
  }

  @Test
  void rejects_an_unknown_credit_account() {
    payments
        .given()
        .events(opened(ANN), new MoneyDeposited(ANN, eur(100), ""))
        .when()
        .command(new TransferMoney(RENT, ANN, BOB, eur(1), ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(UNKNOWN_ACCOUNT));
  }

  @Test
  void rejects_a_frozen_credit_account() {
    payments
        .given()
        .events(
            opened(ANN),
            opened(BOB),
            new MoneyDeposited(ANN, eur(100), ""),
            new AccountFrozen(BOB, ""))
        .when()
        .command(new TransferMoney(RENT, ANN, BOB, eur(1), ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(ACCOUNT_FROZEN));
  }

  @Test
  void rejects_a_closed_credit_account() {
    payments
        .given()
        .events(
            opened(ANN),
            opened(BOB),
            new MoneyDeposited(ANN, eur(100), ""),
            new AccountClosed(BOB, ""))
        .when()
        .command(new TransferMoney(RENT, ANN, BOB, eur(1), ""))
        .then()
        .noEvents()
        .exceptionSatisfies(rejectedBecause(ACCOUNT_CLOSED));
  }

  static Stream<Arguments> rejections() {
    return Stream.of(
        arguments(state(debit(Status.UNKNOWN), credit(Status.OPEN)), eur(1), UNKNOWN_ACCOUNT),
        arguments(state(debit(Status.CLOSED), credit(Status.OPEN)), eur(1), ACCOUNT_CLOSED),
        arguments(state(debit(Status.FROZEN), credit(Status.OPEN)), eur(1), ACCOUNT_FROZEN),
        arguments(state(debit(Status.OPEN), credit(Status.UNKNOWN)), eur(1), UNKNOWN_ACCOUNT),
        arguments(state(debit(Status.OPEN), credit(Status.CLOSED)), eur(1), ACCOUNT_CLOSED),
        arguments(state(debit(Status.OPEN), credit(Status.FROZEN)), eur(1), ACCOUNT_FROZEN),
        arguments(state(debit(Status.OPEN), credit(Status.OPEN)), usd(1), CURRENCY_MISMATCH),
        arguments(state(debit(Status.OPEN), creditInDollars()), eur(1), CURRENCY_MISMATCH),
        arguments(state(debitInDollars(), credit(Status.OPEN)), eur(1), CURRENCY_MISMATCH),
        arguments(state(debit(Status.OPEN), credit(Status.OPEN)), eur(0), NON_POSITIVE_AMOUNT),
        arguments(state(debit(Status.OPEN), credit(Status.OPEN)), eur(-1), NON_POSITIVE_AMOUNT),
        arguments(state(debit(Status.OPEN), credit(Status.OPEN)), eur(Amounts.MAX + 1), OVERFLOW),
        arguments(state(debit(Status.OPEN), credit(Status.OPEN)), eur(10), INSUFFICIENT_FUNDS));
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void rejects(ProposedTransfer transfer, Money amount, Reason reason) {
    var command = new TransferMoney(RENT, ANN, BOB, amount, "");

    assertThatThrownBy(() -> TransferMoneyHandler.decide(command, transfer))
        .satisfies(rejectedBecause(reason));
  }

  @Test
  void rejects_paying_oneself() {
    var command = new TransferMoney(RENT, ANN, ANN, eur(1), "");
    var transfer = state(debit(Status.OPEN), credit(Status.OPEN));

    assertThatThrownBy(() -> TransferMoneyHandler.decide(command, transfer))
        .satisfies(rejectedBecause(SAME_ACCOUNT));
  }

  private static DebitableAccount debit(Status status) {
    return new DebitableAccount(PaymentsFixture.account(ANN, status, 9, 0));
  }

  private static AccountStanding credit(Status status) {
    return new AccountStanding(BOB, EUR, status);
  }

  private static DebitableAccount debitInDollars() {
    return new DebitableAccount(
        new Account(new AccountStanding(EVE, USD, Status.OPEN), 0, BigInteger.valueOf(9)));
  }

  private static AccountStanding creditInDollars() {
    return new AccountStanding(EVE, USD, Status.OPEN);
  }

  private static ProposedTransfer state(DebitableAccount debit, AccountStanding credit) {
    return new ProposedTransfer(RequestedTransferId.free(RENT), debit, credit);
  }
}
