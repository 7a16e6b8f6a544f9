package dev.annals.command.payments.freeze;

import dev.annals.command.payments.shared.PaymentDecider;
import dev.annals.command.payments.shared.Relevant;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentCommand.FreezeAccount;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** An account is frozen once at a time. */
final class FreezeAccountHandler
    implements PaymentDecider<FreezeAccount, AccountId, FreezableAccount> {

  static AccountFrozen decide(FreezeAccount command, FreezableAccount state) {
    state.account().requireActive();
    return new AccountFrozen(command.accountId(), command.reason());
  }

  @Override
  public AccountId idOf(FreezeAccount command) {
    return command.accountId();
  }

  @Override
  public EventCriteria relevant(AccountId id) {
    return Relevant.status(id);
  }

  @Override
  public FreezableAccount initial(AccountId id) {
    return FreezableAccount.unknown(id);
  }

  @Override
  public FreezableAccount evolve(FreezableAccount state, PaymentEvent event) {
    return state.evolve(event);
  }

  @Override
  public PaymentEvent answer(FreezeAccount command, FreezableAccount state) {
    return decide(command, state);
  }
}
