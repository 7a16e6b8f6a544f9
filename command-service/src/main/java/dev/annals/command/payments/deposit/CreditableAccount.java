package dev.annals.command.payments.deposit;

import dev.annals.command.payments.shared.Account;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;

/** What a deposit must know: status, currency, and that the balance has room. */
record CreditableAccount(Account account) {

  static CreditableAccount unknown(AccountId id) {
    return new CreditableAccount(Account.unknown(id));
  }

  CreditableAccount evolve(PaymentEvent event) {
    return new CreditableAccount(account.evolve(event));
  }
}
