package dev.annals.command.payments.close;

import static dev.annals.contracts.payments.PaymentRejected.Reason.BALANCE_NOT_ZERO;

import dev.annals.command.payments.shared.Account;
import dev.annals.command.payments.shared.PaymentDecider;
import dev.annals.contracts.payments.PaymentCommand.CloseAccount;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentRejected;
import dev.annals.eventstore.axon.States;

/**
 * An account is closed when nothing is left in it and nothing is owed; a frozen one must be
 * unfrozen first, since someone froze it for a reason.
 */
final class CloseAccountHandler implements PaymentDecider<CloseAccount, Account> {

  static AccountClosed decide(CloseAccount command, Account account) {
    account.standing().requireActive();
    if (account.balance().signum() != 0) {
      throw new PaymentRejected(
          BALANCE_NOT_ZERO,
          "Account %s still has a balance of %d."
              .formatted(command.accountId(), account.balance()));
    }
    return new AccountClosed(command.accountId(), command.reason());
  }

  @Override
  public Account read(CloseAccount command, States states) {
    return states.load(Account.class, command.accountId());
  }

  @Override
  public PaymentEvent answer(CloseAccount command, Account state) {
    return decide(command, state);
  }
}
