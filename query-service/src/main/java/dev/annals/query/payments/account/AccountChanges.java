package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.AccountView.Status;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Folds a batch of events into one change per account. */
final class AccountChanges {

  private final SortedMap<String, AccountChange> byAccount = new TreeMap<>();

  void add(PaymentEvent payment, Instant at, long position) {
    switch (payment) {
      case AccountOpened event ->
          change(event.accountId(), account -> account.opened(event, at, position));
      case MoneyDeposited event -> move(event.accountId(), event.amount().minorUnits(), position);
      case MoneyWithdrawn event -> move(event.accountId(), -event.amount().minorUnits(), position);
      case MoneyTransferred event -> {
        move(event.debitAccountId(), -event.amount().minorUnits(), position);
        move(event.creditAccountId(), event.amount().minorUnits(), position);
      }
      case AccountFrozen event -> become(event.accountId(), Status.FROZEN, position);
      case AccountUnfrozen event -> become(event.accountId(), Status.OPEN, position);
      case AccountClosed event -> become(event.accountId(), Status.CLOSED, position);
    }
  }

  private void move(AccountId accountId, long amount, long position) {
    change(accountId, account -> account.moved(amount, position));
  }

  private void become(AccountId accountId, Status status, long position) {
    change(accountId, account -> account.became(status, position));
  }

  private void change(AccountId accountId, UnaryOperator<AccountChange> next) {
    var id = accountId.value();
    byAccount.put(id, next.apply(byAccount.getOrDefault(id, AccountChange.none(id))));
  }

  /** Of accounts opened in this batch. */
  List<AccountChange> openings() {
    return byAccount.values().stream().filter(change -> change.opening() != null).toList();
  }

  /** Of accounts that were there before. */
  List<AccountChange> updates() {
    return byAccount.values().stream().filter(change -> change.opening() == null).toList();
  }
}
