package dev.annals.command.payments.close;

import dev.annals.command.payments.shared.Account;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;

/** What closing must know: the status, and that nothing is left or owed. */
record ClosableAccount(Account account) {

  static ClosableAccount unknown(AccountId id) {
    return new ClosableAccount(Account.unknown(id));
  }

  ClosableAccount evolve(PaymentEvent event) {
    return new ClosableAccount(account.evolve(event));
  }
}
