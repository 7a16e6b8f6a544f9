package dev.annals.query.payments.account.timeline;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;

/** An event in words. */
final class StepText {

  private StepText() {}

  /** A few words in English, without anybody's own words. */
  static String what(PaymentEvent payment, AccountId account) {
    return switch (payment) {
      case AccountOpened _ -> "Opened";
      case MoneyDeposited _ -> "Deposit";
      case MoneyWithdrawn _ -> "Withdrawal";
      case MoneyTransferred event ->
          event.debitAccountId().equals(account)
              ? "Transfer %s to %s".formatted(event.transferId(), event.creditAccountId())
              : "Transfer %s from %s".formatted(event.transferId(), event.debitAccountId());
      case AccountFrozen _ -> "Frozen";
      case AccountUnfrozen _ -> "Unfrozen";
      case AccountClosed _ -> "Closed";
    };
  }

  /** In the words of whoever asked for it, as they are stored; may be empty. */
  static String why(PaymentEvent payment) {
    return switch (payment) {
      case AccountOpened _ -> "";
      case MoneyDeposited event -> event.reference();
      case MoneyWithdrawn event -> event.reference();
      case MoneyTransferred event -> event.reference();
      case AccountFrozen event -> event.reason();
      case AccountUnfrozen event -> event.reason();
      case AccountClosed event -> event.reason();
    };
  }
}
