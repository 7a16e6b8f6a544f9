package dev.annals.command.payments.unfreeze;

import static dev.annals.contracts.payments.PaymentRejected.Reason.ACCOUNT_NOT_FROZEN;

import dev.annals.command.payments.shared.Account.Status;
import dev.annals.command.payments.shared.PaymentDecider;
import dev.annals.command.payments.shared.Relevant;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentCommand.UnfreezeAccount;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentRejected;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Only what is frozen can be unfrozen. */
final class UnfreezeAccountHandler
    implements PaymentDecider<UnfreezeAccount, AccountId, UnfreezableAccount> {

  static AccountUnfrozen decide(UnfreezeAccount command, UnfreezableAccount state) {
    var account = state.account();
    account.requireNotClosed();
    if (account.status() != Status.FROZEN) {
      throw new PaymentRejected(
          ACCOUNT_NOT_FROZEN, "Account %s is not frozen.".formatted(command.accountId()));
    }
    return new AccountUnfrozen(command.accountId(), command.reason());
  }

  @Override
  public AccountId idOf(UnfreezeAccount command) {
    return command.accountId();
  }

  @Override
  public EventCriteria relevant(AccountId id) {
    return Relevant.status(id);
  }

  @Override
  public UnfreezableAccount initial(AccountId id) {
    return UnfreezableAccount.unknown(id);
  }

  @Override
  public UnfreezableAccount evolve(UnfreezableAccount state, PaymentEvent event) {
    return state.evolve(event);
  }

  @Override
  public PaymentEvent answer(UnfreezeAccount command, UnfreezableAccount state) {
    return decide(command, state);
  }
}
