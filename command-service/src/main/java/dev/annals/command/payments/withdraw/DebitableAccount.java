package dev.annals.command.payments.withdraw;

import dev.annals.command.payments.shared.Account;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;

/** What a withdrawal must know: status, currency, balance and overdraft limit. */
record DebitableAccount(Account account) {

  static DebitableAccount unknown(AccountId id) {
    return new DebitableAccount(Account.unknown(id));
  }

  DebitableAccount evolve(PaymentEvent event) {
    return new DebitableAccount(account.evolve(event));
  }
}
