package dev.annals.query.payments.account.timeline;

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
import dev.annals.eventstore.log.SequencedEvent;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * One event and what it did to the account.
 *
 * @param why in the words of whoever asked for it, at first as they are stored; null if erased
 * @param amount negative when money left; null if it moved none
 */
record Step(
    SequencedEvent recorded,
    PaymentEvent event,
    @Nullable String why,
    @Nullable Long amount,
    BigInteger before,
    BigInteger after,
    Status status) {

  static Step of(
      SequencedEvent recorded,
      PaymentEvent event,
      AccountId account,
      BigInteger before,
      Status status) {
    var amount = amount(event, account);
    var after = amount == null ? before : before.add(BigInteger.valueOf(amount));
    var why = StepText.why(event);
    return new Step(recorded, event, why, amount, before, after, status(event, status));
  }

  Step because(@Nullable String said) {
    return new Step(recorded, event, said, amount, before, after, status);
  }

  private static @Nullable Long amount(PaymentEvent payment, AccountId account) {
    return switch (payment) {
      case MoneyDeposited event -> event.amount().minorUnits();
      case MoneyWithdrawn event -> Math.negateExact(event.amount().minorUnits());
      case MoneyTransferred event ->
          event.debitAccountId().equals(account)
              ? Math.negateExact(event.amount().minorUnits())
              : event.amount().minorUnits();
      case AccountOpened _, AccountFrozen _, AccountUnfrozen _, AccountClosed _ -> null;
    };
  }

  private static Status status(PaymentEvent payment, Status before) {
    return switch (payment) {
      case AccountOpened _, AccountUnfrozen _ -> Status.OPEN;
      case AccountFrozen _ -> Status.FROZEN;
      case AccountClosed _ -> Status.CLOSED;
      case MoneyDeposited _, MoneyWithdrawn _, MoneyTransferred _ -> before;
    };
  }

  long position() {
    return recorded.position().value();
  }
}
