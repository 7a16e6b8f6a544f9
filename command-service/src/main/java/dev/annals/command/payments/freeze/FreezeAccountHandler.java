package dev.annals.command.payments.freeze;

import dev.annals.command.payments.shared.AccountStanding;
import dev.annals.command.payments.shared.PaymentDecider;
import dev.annals.contracts.payments.PaymentCommand.FreezeAccount;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.eventstore.axon.States;

/** An account is frozen once at a time. */
final class FreezeAccountHandler implements PaymentDecider<FreezeAccount, AccountStanding> {

  static AccountFrozen decide(FreezeAccount command, AccountStanding account) {
    account.requireActive();
    return new AccountFrozen(command.accountId(), command.reason());
  }

  @Override
  public AccountStanding read(FreezeAccount command, States states) {
    return states.load(AccountStanding.class, command.accountId());
  }

  @Override
  public PaymentEvent answer(FreezeAccount command, AccountStanding state) {
    return decide(command, state);
  }
}
