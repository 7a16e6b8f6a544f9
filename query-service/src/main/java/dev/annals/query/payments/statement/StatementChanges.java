package dev.annals.query.payments.statement;

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
import dev.annals.query.payments.statement.Movement.Transfer;
import dev.annals.query.payments.statement.Movement.When;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a batch of events adds to statements. */
final class StatementChanges {

  record Opening(String accountId, long position) {}

  private final List<Opening> openings = new ArrayList<>();
  private final SortedMap<String, List<Movement>> movements = new TreeMap<>();

  List<Opening> openings() {
    return openings;
  }

  /** Of each account in the order in which they happened. */
  SortedMap<String, List<Movement>> movements() {
    return movements;
  }

  void add(Delivery delivery, PaymentEvent payment) {
    var when = new When(delivery.position().value(), delivery.event().occurredAt());
    switch (payment) {
      case AccountOpened event ->
          openings.add(new Opening(event.accountId().value(), when.position()));
      case MoneyDeposited event ->
          move(
              new Movement(
                  event.accountId(), when, Kind.DEPOSIT, event.amount(), null, event.reference()));
      case MoneyWithdrawn event ->
          move(
              new Movement(
                  event.accountId(),
                  when,
                  Kind.WITHDRAWAL,
                  negative(event.amount()),
                  null,
                  event.reference()));
      case MoneyTransferred event -> addBothSides(delivery, event, when);
      case AccountFrozen _, AccountUnfrozen _, AccountClosed _ ->
          throw new IllegalStateException("No money moves with " + payment);
    }
  }

  private void addBothSides(Delivery delivery, MoneyTransferred event, When when) {
    var debit = event.debitAccountId();
    var credit = event.creditAccountId();
    addIfOwned(
        delivery,
        new Movement(
            debit,
            when,
            Kind.TRANSFER_OUT,
            negative(event.amount()),
            new Transfer(event.transferId(), credit),
            event.reference()));
    addIfOwned(
        delivery,
        new Movement(
            credit,
            when,
            Kind.TRANSFER_IN,
            event.amount(),
            new Transfer(event.transferId(), debit),
            event.reference()));
  }

  /** The other side of a transfer may be written by somebody else. */
  private void addIfOwned(Delivery delivery, Movement movement) {
    if (delivery.owns(movement.accountId().value())) {
      move(movement);
    }
  }

  private void move(Movement movement) {
    movements.computeIfAbsent(movement.accountId().value(), _ -> new ArrayList<>()).add(movement);
  }

  private static Money negative(Money amount) {
    return new Money(Math.negateExact(amount.minorUnits()), amount.currency());
  }
}
