package dev.annals.command.payments.deposit;

import dev.annals.command.payments.shared.AccountStanding;
import dev.annals.command.payments.shared.Amounts;
import dev.annals.command.payments.shared.PaymentDecider;
import dev.annals.contracts.payments.PaymentCommand.DepositMoney;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.eventstore.axon.States;

/**
 * A deposit needs an active account of its currency. It reads no balance, so that any number of
 * deposits may reach one account at once without a conflict.
 */
final class DepositMoneyHandler implements PaymentDecider<DepositMoney, AccountStanding> {

  static MoneyDeposited decide(DepositMoney command, AccountStanding account) {
    Amounts.requireMovable(command.amount());
    account.requireActive();
    account.requireCurrency(command.amount().currency());
    return new MoneyDeposited(command.accountId(), command.amount(), command.reference());
  }

  @Override
  public AccountStanding read(DepositMoney command, States states) {
    return states.load(AccountStanding.class, command.accountId());
  }

  @Override
  public PaymentEvent answer(DepositMoney command, AccountStanding state) {
    return decide(command, state);
  }
}
