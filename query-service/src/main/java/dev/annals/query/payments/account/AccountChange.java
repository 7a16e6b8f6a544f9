package dev.annals.query.payments.account;

import dev.annals.contracts.payments.AccountView.Status;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of events did to one account.
 *
 * @param opening null if the account was there before the batch
 * @param amount by which the balance changed
 * @param status null if it did not change
 * @param position of the last event
 */
record AccountChange(
    String accountId,
    @Nullable Opening opening,
    long amount,
    @Nullable Status status,
    long position) {

  record Opening(AccountOpened event, Instant at) {}

  static AccountChange none(String accountId) {
    return new AccountChange(accountId, null, 0, null, 0);
  }

  AccountChange opened(AccountOpened event, Instant at, long newPosition) {
    return new AccountChange(accountId, new Opening(event, at), amount, Status.OPEN, newPosition);
  }

  AccountChange moved(long moreAmount, long newPosition) {
    return new AccountChange(
        accountId, opening, Math.addExact(amount, moreAmount), status, newPosition);
  }

  AccountChange became(Status newStatus, long newPosition) {
    return new AccountChange(accountId, opening, amount, newStatus, newPosition);
  }

  @Nullable String statusName() {
    return status == null ? null : status.name();
  }
}
