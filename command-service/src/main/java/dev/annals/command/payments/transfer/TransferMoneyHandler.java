package dev.annals.command.payments.transfer;

import static dev.annals.contracts.payments.PaymentRejected.Reason.DUPLICATE_ID;
import static dev.annals.contracts.payments.PaymentRejected.Reason.SAME_ACCOUNT;

import dev.annals.command.payments.shared.AccountStanding;
import dev.annals.command.payments.shared.Amounts;
import dev.annals.command.payments.shared.DebitableAccount;
import dev.annals.command.payments.shared.PaymentDecider;
import dev.annals.contracts.payments.PaymentCommand.TransferMoney;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentRejected;
import dev.annals.eventstore.axon.States;

/**
 * A transfer reads the debited account's balance and only the standing of the credited one, so that
 * thousands may pay one merchant at once without a conflict, while the merchant pays others.
 */
final class TransferMoneyHandler implements PaymentDecider<TransferMoney, ProposedTransfer> {

  static MoneyTransferred decide(TransferMoney command, ProposedTransfer transfer) {
    if (command.debitAccountId().equals(command.creditAccountId())) {
      throw new PaymentRejected(
          SAME_ACCOUNT, "Account %s cannot pay itself.".formatted(command.debitAccountId()));
    }
    Amounts.requireMovable(command.amount());
    if (transfer.id().taken()) {
      throw new PaymentRejected(
          DUPLICATE_ID, "There is a transfer %s already.".formatted(command.transferId()));
    }
    transfer.debit().standing().requireActive();
    transfer.credit().requireActive();
    transfer.debit().standing().requireCurrency(command.amount().currency());
    transfer.credit().requireCurrency(command.amount().currency());
    transfer.debit().requireFunds(command.amount());
    return new MoneyTransferred(
        command.transferId(),
        command.debitAccountId(),
        command.creditAccountId(),
        command.amount(),
        command.reference());
  }

  @Override
  public ProposedTransfer read(TransferMoney command, States states) {
    return new ProposedTransfer(
        states.load(RequestedTransferId.class, command.transferId()),
        states.load(DebitableAccount.class, command.debitAccountId()),
        states.load(AccountStanding.class, command.creditAccountId()));
  }

  @Override
  public PaymentEvent answer(TransferMoney command, ProposedTransfer state) {
    return decide(command, state);
  }
}
