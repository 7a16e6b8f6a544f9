package dev.annals.command.payments.unfreeze;

import dev.annals.command.payments.shared.Account;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;

/** What unfreezing must know: the status. */
record UnfreezableAccount(Account account) {

  static UnfreezableAccount unknown(AccountId id) {
    return new UnfreezableAccount(Account.unknown(id));
  }

  UnfreezableAccount evolve(PaymentEvent event) {
    return new UnfreezableAccount(account.evolveStatus(event));
  }
}
