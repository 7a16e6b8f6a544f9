package dev.annals.command.payments.freeze;

import dev.annals.command.payments.shared.Account;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;

/** What freezing must know: the status. */
record FreezableAccount(Account account) {

  static FreezableAccount unknown(AccountId id) {
    return new FreezableAccount(Account.unknown(id));
  }

  FreezableAccount evolve(PaymentEvent event) {
    return new FreezableAccount(account.evolveStatus(event));
  }
}
