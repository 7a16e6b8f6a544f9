package dev.annals.command.payments.openaccount;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;

/**
 * What opening must know about an id.
 *
 * @param taken whether an account with this id was opened, whatever became of it
 */
record OpenableAccount(AccountId id, boolean taken) {

  static OpenableAccount free(AccountId id) {
    return new OpenableAccount(id, false);
  }

  OpenableAccount evolve(PaymentEvent event) {
    return event instanceof AccountOpened opened && opened.accountId().equals(id)
        ? new OpenableAccount(id, true)
        : this;
  }
}
