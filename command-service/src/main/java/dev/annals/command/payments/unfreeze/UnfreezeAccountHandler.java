package dev.annals.command.payments.unfreeze;

import static dev.annals.contracts.payments.PaymentRejected.Reason.ACCOUNT_NOT_FROZEN;

import dev.annals.command.payments.shared.AccountStanding;
import dev.annals.command.payments.shared.AccountStanding.Status;
import dev.annals.command.payments.shared.PaymentDecider;
import dev.annals.contracts.payments.PaymentCommand.UnfreezeAccount;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentRejected;
import dev.annals.eventstore.axon.States;

/** Only what is frozen can be unfrozen. */
final class UnfreezeAccountHandler implements PaymentDecider<UnfreezeAccount, AccountStanding> {

  static AccountUnfrozen decide(UnfreezeAccount command, AccountStanding account) {
    account.requireNotClosed();
    if (account.status() != Status.FROZEN) {
      throw new PaymentRejected(
          ACCOUNT_NOT_FROZEN, "Account %s is not frozen.".formatted(command.accountId()));
    }
    return new AccountUnfrozen(command.accountId(), command.reason());
  }

  @Override
  public AccountStanding read(UnfreezeAccount command, States states) {
    return states.load(AccountStanding.class, command.accountId());
  }

  @Override
  public PaymentEvent answer(UnfreezeAccount command, AccountStanding state) {
    return decide(command, state);
  }
}
