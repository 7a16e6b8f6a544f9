package dev.annals.command.payments.withdraw;

import dev.annals.command.payments.shared.Amounts;
import dev.annals.command.payments.shared.PaymentDecider;
import dev.annals.command.payments.shared.Relevant;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentCommand.WithdrawMoney;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** A withdrawal needs an active account of its currency, and funds. */
final class WithdrawMoneyHandler
    implements PaymentDecider<WithdrawMoney, AccountId, DebitableAccount> {

  static MoneyWithdrawn decide(WithdrawMoney command, DebitableAccount state) {
    Amounts.requireMovable(command.amount());
    var account = state.account();
    account.requireActive();
    account.requireCurrency(command.amount().currency());
    Amounts.requireFunds(account, command.amount());
    return new MoneyWithdrawn(command.accountId(), command.amount(), command.reference());
  }

  @Override
  public AccountId idOf(WithdrawMoney command) {
    return command.accountId();
  }

  @Override
  public EventCriteria relevant(AccountId id) {
    return Relevant.history(id);
  }

  @Override
  public DebitableAccount initial(AccountId id) {
    return DebitableAccount.unknown(id);
  }

  @Override
  public DebitableAccount evolve(DebitableAccount state, PaymentEvent event) {
    return state.evolve(event);
  }

  @Override
  public PaymentEvent answer(WithdrawMoney command, DebitableAccount state) {
    return decide(command, state);
  }
}
