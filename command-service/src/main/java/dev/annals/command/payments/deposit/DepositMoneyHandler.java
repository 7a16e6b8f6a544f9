package dev.annals.command.payments.deposit;

import static dev.annals.contracts.payments.PaymentRejected.Reason.OVERFLOW;

import dev.annals.command.payments.shared.Amounts;
import dev.annals.command.payments.shared.PaymentDecider;
import dev.annals.command.payments.shared.Relevant;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentCommand.DepositMoney;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentRejected;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** A deposit needs an active account of its currency. */
final class DepositMoneyHandler
    implements PaymentDecider<DepositMoney, AccountId, CreditableAccount> {

  static MoneyDeposited decide(DepositMoney command, CreditableAccount state) {
    Amounts.requireMovable(command.amount());
    var account = state.account();
    account.requireActive();
    account.requireCurrency(command.amount().currency());
    if (account.balance() > Long.MAX_VALUE - command.amount().minorUnits()) {
      throw new PaymentRejected(
          OVERFLOW, "Account %s cannot hold that much.".formatted(command.accountId()));
    }
    return new MoneyDeposited(command.accountId(), command.amount(), command.reference());
  }

  @Override
  public AccountId idOf(DepositMoney command) {
    return command.accountId();
  }

  @Override
  public EventCriteria relevant(AccountId id) {
    return Relevant.history(id);
  }

  @Override
  public CreditableAccount initial(AccountId id) {
    return CreditableAccount.unknown(id);
  }

  @Override
  public CreditableAccount evolve(CreditableAccount state, PaymentEvent event) {
    return state.evolve(event);
  }

  @Override
  public PaymentEvent answer(DepositMoney command, CreditableAccount state) {
    return decide(command, state);
  }
}
