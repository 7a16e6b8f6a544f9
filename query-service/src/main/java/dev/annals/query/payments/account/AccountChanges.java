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
import dev.annals.eventstore.projection.Delivery;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Folds a batch of events into one change per account. */
final class AccountChanges {

  private final SortedMap<String, AccountChange> byAccount = new TreeMap<>();

  void add(Delivery delivery, PaymentEvent payment) {
    switch (payment) {
      case AccountOpened event ->
          change(
              delivery,
              event.accountId(),
              account -> account.opened(event, delivery.event().occurredAt(), position(delivery)));
      case MoneyDeposited event -> move(delivery, event.accountId(), event.amount().minorUnits());
      case MoneyWithdrawn event -> move(delivery, event.accountId(), -event.amount().minorUnits());
      case MoneyTransferred event -> {
        move(delivery, event.debitAccountId(), -event.amount().minorUnits());
        move(delivery, event.creditAccountId(), event.amount().minorUnits());
      }
      case AccountFrozen event -> become(delivery, event.accountId(), Status.FROZEN);
      case AccountUnfrozen event -> become(delivery, event.accountId(), Status.OPEN);
      case AccountClosed event -> become(delivery, event.accountId(), Status.CLOSED);
    }
  }

  private void move(Delivery delivery, AccountId accountId, long amount) {
    change(delivery, accountId, account -> account.moved(amount, position(delivery)));
  }

  private void become(Delivery delivery, AccountId accountId, Status status) {
    change(delivery, accountId, account -> account.became(status, position(delivery)));
  }

  private void change(Delivery delivery, AccountId accountId, UnaryOperator<AccountChange> next) {
    var id = accountId.value();
    if (delivery.owns(id)) {
      byAccount.put(id, next.apply(byAccount.getOrDefault(id, AccountChange.none(id))));
    }
  }

  private static long position(Delivery delivery) {
    return delivery.position().value();
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
