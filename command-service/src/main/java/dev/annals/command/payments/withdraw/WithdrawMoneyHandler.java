package dev.annals.command.payments.withdraw;

import dev.annals.command.payments.shared.Amounts;
import dev.annals.command.payments.shared.DebitableAccount;
import dev.annals.command.payments.shared.PaymentDecider;
import dev.annals.contracts.payments.PaymentCommand.WithdrawMoney;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import dev.annals.eventstore.axon.States;

/** A withdrawal needs an active account of its currency, and funds. */
final class WithdrawMoneyHandler implements PaymentDecider<WithdrawMoney, DebitableAccount> {

  static MoneyWithdrawn decide(WithdrawMoney command, DebitableAccount account) {
    Amounts.requireMovable(command.amount());
    account.standing().requireActive();
    account.standing().requireCurrency(command.amount().currency());
    account.requireFunds(command.amount());
    return new MoneyWithdrawn(command.accountId(), command.amount(), command.reference());
  }

  @Override
  public DebitableAccount read(WithdrawMoney command, States states) {
    return states.load(DebitableAccount.class, command.accountId());
  }

  @Override
  public PaymentEvent answer(WithdrawMoney command, DebitableAccount state) {
    return decide(command, state);
  }
}
