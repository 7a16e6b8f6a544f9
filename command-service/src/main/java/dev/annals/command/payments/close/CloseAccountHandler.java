package dev.annals.command.payments.close;

import static dev.annals.contracts.payments.PaymentRejected.Reason.BALANCE_NOT_ZERO;

import dev.annals.command.payments.shared.PaymentDecider;
import dev.annals.command.payments.shared.Relevant;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentCommand.CloseAccount;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentRejected;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * An account is closed when nothing is left in it and nothing is owed; a frozen one must be
 * unfrozen first, since someone froze it for a reason.
 */
final class CloseAccountHandler
    implements PaymentDecider<CloseAccount, AccountId, ClosableAccount> {

  static AccountClosed decide(CloseAccount command, ClosableAccount state) {
    var account = state.account();
    account.requireActive();
    if (account.balance() != 0) {
      throw new PaymentRejected(
          BALANCE_NOT_ZERO,
          "Account %s still has a balance of %d."
              .formatted(command.accountId(), account.balance()));
    }
    return new AccountClosed(command.accountId(), command.reason());
  }

  @Override
  public AccountId idOf(CloseAccount command) {
    return command.accountId();
  }

  @Override
  public EventCriteria relevant(AccountId id) {
    return Relevant.history(id);
  }

  @Override
  public ClosableAccount initial(AccountId id) {
    return ClosableAccount.unknown(id);
  }

  @Override
  public ClosableAccount evolve(ClosableAccount state, PaymentEvent event) {
    return state.evolve(event);
  }

  @Override
  public PaymentEvent answer(CloseAccount command, ClosableAccount state) {
    return decide(command, state);
  }
}
