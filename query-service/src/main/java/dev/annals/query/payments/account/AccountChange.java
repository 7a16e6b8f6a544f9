package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountView.Status;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a batch of events did to one account, in the order in which it happened. */
final class AccountChange {

  private final String accountId;
  private final List<Movement> movements = new ArrayList<>(4);
  private final List<StatusChange> statuses = new ArrayList<>(1);
  private @Nullable AccountOpened opening;
  private long amount;
  private long position;

  record StatusChange(Moment when, Status status) {}

  AccountChange(String accountId) {
    this.accountId = accountId;
  }

  void open(AccountOpened event, Moment when) {
    if (position != 0) {
      throw new IllegalStateException(
          "Account %s is opened at position %d, and was used at %d"
              .formatted(accountId, when.position(), position));
    }
    opening = event;
    become(Status.OPEN, when);
  }

  void become(Status status, Moment when) {
    statuses.add(new StatusChange(when, status));
    position = when.position();
  }

  /**
   * Adds a movement.
   *
   * @throws ArithmeticException if the sum outgrows what an amount may be; a smaller batch gets on
   */
  void move(Movement movement) {
    amount = Math.addExact(amount, movement.minorUnits());
    movements.add(movement);
    position = movement.when().position();
  }

  String accountId() {
    return accountId;
  }

  /** Null if the account was there before the batch. */
  @Nullable AccountOpened opening() {
    return opening;
  }

  List<Movement> movements() {
    return movements;
  }

  List<StatusChange> statuses() {
    return statuses;
  }

  /** By which the balance changed. */
  long amount() {
    return amount;
  }

  /** Of the last event. */
  long position() {
    return position;
  }

  /** In which the batch left the account; null if it did not change that. */
  @Nullable String lastStatus() {
    return statuses.isEmpty() ? null : statuses.getLast().status().name();
  }
}
