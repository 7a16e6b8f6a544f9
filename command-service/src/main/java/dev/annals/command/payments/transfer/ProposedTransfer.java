package dev.annals.command.payments.transfer;

import dev.annals.command.payments.shared.Account;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.TransferId;

/**
 * What a transfer must know.
 *
 * @param happened whether the id is taken by an earlier transfer
 * @param debit with its balance
 * @param credit only its status and currency: its movements are not read, so its balance here means
 *     nothing
 */
record ProposedTransfer(TransferId id, boolean happened, Account debit, Account credit) {

  static ProposedTransfer between(TransferParties parties) {
    return new ProposedTransfer(
        parties.transfer(),
        false,
        Account.unknown(parties.debit()),
        Account.unknown(parties.credit()));
  }

  ProposedTransfer evolve(PaymentEvent event) {
    var happenedNow =
        event instanceof MoneyTransferred transfer && transfer.transferId().equals(id);
    return new ProposedTransfer(
        id, happened || happenedNow, debit.evolve(event), credit.evolveStatus(event));
  }
}
