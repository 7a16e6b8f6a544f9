package dev.annals.command.payments.transfer;

import static dev.annals.contracts.payments.PaymentRejected.Reason.DUPLICATE_ID;
import static dev.annals.contracts.payments.PaymentRejected.Reason.SAME_ACCOUNT;

import dev.annals.command.payments.shared.Amounts;
import dev.annals.command.payments.shared.PaymentDecider;
import dev.annals.command.payments.shared.Relevant;
import dev.annals.contracts.payments.PaymentCommand.TransferMoney;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.MoneyTransferred;
import dev.annals.contracts.payments.PaymentRejected;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * A transfer reads the debited account's balance and only the status of the credited one, so that
 * thousands may pay one merchant at once without a conflict.
 */
final class TransferMoneyHandler
    implements PaymentDecider<TransferMoney, TransferParties, ProposedTransfer> {

  static MoneyTransferred decide(TransferMoney command, ProposedTransfer transfer) {
    if (command.debitAccountId().equals(command.creditAccountId())) {
      throw new PaymentRejected(
          SAME_ACCOUNT, "Account %s cannot pay itself.".formatted(command.debitAccountId()));
    }
    Amounts.requireMovable(command.amount());
    if (transfer.happened()) {
      throw new PaymentRejected(
          DUPLICATE_ID, "There is a transfer %s already.".formatted(command.transferId()));
    }
    transfer.debit().requireActive();
    transfer.credit().requireActive();
    transfer.debit().requireCurrency(command.amount().currency());
    transfer.credit().requireCurrency(command.amount().currency());
    Amounts.requireFunds(transfer.debit(), command.amount());
    return new MoneyTransferred(
        command.transferId(),
        command.debitAccountId(),
        command.creditAccountId(),
        command.amount(),
        command.reference());
  }

  @Override
  public TransferParties idOf(TransferMoney command) {
    return new TransferParties(
        command.transferId(), command.debitAccountId(), command.creditAccountId());
  }

  @Override
  public EventCriteria relevant(TransferParties id) {
    return EventCriteria.either(
        Relevant.history(id.debit()),
        Relevant.status(id.credit()),
        Relevant.transfer(id.transfer()));
  }

  @Override
  public ProposedTransfer initial(TransferParties id) {
    return ProposedTransfer.between(id);
  }

  @Override
  public ProposedTransfer evolve(ProposedTransfer state, PaymentEvent event) {
    return state.evolve(event);
  }

  @Override
  public PaymentEvent answer(TransferMoney command, ProposedTransfer state) {
    return decide(command, state);
  }
}
