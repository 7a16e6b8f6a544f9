package dev.annals.command.payments.shared;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountClosed;
import dev.annals.contracts.payments.PaymentEvent.AccountFrozen;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentEvent.AccountUnfrozen;
import dev.annals.contracts.payments.PaymentEvent.MoneyDeposited;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentEvent.MoneyWithdrawn;
import dev.annals.contracts.shared.Money;
import java.math.BigInteger;

/**
 * One account as far as the events shown to it tell.
 *
 * @param overdraftLimit how far below zero the balance may go, in minor units
 * @param balance in minor units; without bound, because whoever credits an account does not look at
 *     its balance, so that no rule can keep it within one
 */
public record Account(AccountStanding standing, long overdraftLimit, BigInteger balance) {

  /** An account of which nothing has been heard. */
  public static Account unknown(AccountId id) {
    return new Account(AccountStanding.unknown(id), 0, BigInteger.ZERO);
  }

  public AccountId id() {
    return standing.id();
  }

  /** This account after the event; the same if the event is about other accounts only. */
  public Account evolve(PaymentEvent event) {
    return switch (event) {
      case AccountOpened opened when opened.accountId().equals(id()) ->
          new Account(standing.evolve(opened), opened.overdraftLimit(), BigInteger.ZERO);
      case MoneyDeposited in when in.accountId().equals(id()) -> credited(in.amount());
      case MoneyWithdrawn out when out.accountId().equals(id()) -> debited(out.amount());
      case MoneyTransferred out when out.debitAccountId().equals(id()) -> debited(out.amount());
      case MoneyTransferred in when in.creditAccountId().equals(id()) -> credited(in.amount());
      case AccountOpened _, MoneyDeposited _, MoneyWithdrawn _, MoneyTransferred _ -> this;
      case AccountFrozen _, AccountUnfrozen _, AccountClosed _ ->
          new Account(standing.evolve(event), overdraftLimit, balance);
    };
  }

  private Account credited(Money amount) {
    return with(balance.add(BigInteger.valueOf(amount.minorUnits())));
  }

  private Account debited(Money amount) {
    return with(balance.subtract(BigInteger.valueOf(amount.minorUnits())));
  }

  private Account with(BigInteger next) {
    return new Account(standing, overdraftLimit, next);
  }
}
