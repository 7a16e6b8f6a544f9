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
import dev.annals.contracts.payments.StatementEntry.Kind;
import dev.annals.contracts.shared.Money;
import dev.annals.eventstore.projection.Delivery;
import dev.annals.query.payments.account.Movement.Transfer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Folds a batch of events into one change per account. */
final class AccountChanges {

  private final Map<String, AccountChange> byAccount = new HashMap<>();

  void add(Delivery delivery, PaymentEvent payment) {
    var when = new Moment(delivery.position().value(), delivery.event().occurredAt());
    switch (payment) {
      case AccountOpened event ->
          change(delivery, event.accountId(), account -> account.open(event, when));
      case MoneyDeposited event ->
          move(
              delivery,
              event.accountId(),
              new Movement(when, Kind.DEPOSIT, event.amount(), null, event.reference()));
      case MoneyWithdrawn event ->
          move(
              delivery,
              event.accountId(),
              new Movement(
                  when, Kind.WITHDRAWAL, negative(event.amount()), null, event.reference()));
      case MoneyTransferred event -> moveBothSides(delivery, event, when);
      case AccountFrozen event -> become(delivery, event.accountId(), Status.FROZEN, when);
      case AccountUnfrozen event -> become(delivery, event.accountId(), Status.OPEN, when);
      case AccountClosed event -> become(delivery, event.accountId(), Status.CLOSED, when);
    }
  }

  private void moveBothSides(Delivery delivery, MoneyTransferred event, Moment when) {
    var debit = event.debitAccountId();
    var credit = event.creditAccountId();
    var reference = event.reference();
    var toCredit = new Transfer(event.transferId(), credit);
    var fromDebit = new Transfer(event.transferId(), debit);
    var taken = negative(event.amount());
    move(delivery, debit, new Movement(when, Kind.TRANSFER_OUT, taken, toCredit, reference));
    move(
        delivery,
        credit,
        new Movement(when, Kind.TRANSFER_IN, event.amount(), fromDebit, reference));
  }

  private static Money negative(Money amount) {
    return new Money(Math.negateExact(amount.minorUnits()), amount.currency());
  }

  private void move(Delivery delivery, AccountId accountId, Movement movement) {
    change(delivery, accountId, account -> account.move(movement));
  }

  private void become(Delivery delivery, AccountId accountId, Status status, Moment when) {
    change(delivery, accountId, account -> account.become(status, when));
  }

  /** The other side of a transfer may be written by somebody else. */
  private void change(Delivery delivery, AccountId accountId, Consumer<AccountChange> change) {
    var id = accountId.value();
    if (delivery.owns(id)) {
      change.accept(byAccount.computeIfAbsent(id, AccountChange::new));
    }
  }

  /** In the order of the tables' keys, so that neighbours meet on the pages of an index. */
  List<AccountChange> sorted() {
    return byAccount.values().stream()
        .sorted(Comparator.comparing(AccountChange::accountId))
        .toList();
  }
}
