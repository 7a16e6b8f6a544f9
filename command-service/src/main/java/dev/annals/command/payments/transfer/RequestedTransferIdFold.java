package dev.annals.command.payments.transfer;

import dev.annals.command.payments.shared.PaymentFold;
import dev.annals.command.payments.shared.Relevant;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.TransferId;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Whether a transfer happened. Not kept: an id that is new now is asked for this once. */
final class RequestedTransferIdFold implements PaymentFold<TransferId, RequestedTransferId> {

  @Override
  public String name() {
    return "payments.transfer-id";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean kept() {
    return false;
  }

  @Override
  public Class<TransferId> idType() {
    return TransferId.class;
  }

  @Override
  public Class<RequestedTransferId> stateType() {
    return RequestedTransferId.class;
  }

  @Override
  public EventCriteria relevant(TransferId id) {
    return Relevant.transfer(id);
  }

  @Override
  public RequestedTransferId initial(TransferId id) {
    return RequestedTransferId.free(id);
  }

  @Override
  public RequestedTransferId evolve(RequestedTransferId id, PaymentEvent event) {
    return id.evolve(event);
  }
}
