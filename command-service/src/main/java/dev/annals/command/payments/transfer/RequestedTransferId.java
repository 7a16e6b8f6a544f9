package dev.annals.command.payments.transfer;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.TransferId;

/**
 * The id a transfer is to have.
 *
 * @param taken whether an earlier transfer has it
 */
record RequestedTransferId(TransferId id, boolean taken) {

  static RequestedTransferId free(TransferId id) {
    return new RequestedTransferId(id, false);
  }

  RequestedTransferId evolve(PaymentEvent event) {
    return event instanceof MoneyTransferred transfer && transfer.transferId().equals(id)
        ? new RequestedTransferId(id, true)
        : this;
  }
}
