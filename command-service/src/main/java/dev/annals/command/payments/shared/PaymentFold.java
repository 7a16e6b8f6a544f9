package dev.annals.command.payments.shared;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.eventstore.axon.EventFold;
import java.util.Map;

/** How events of payments add up to a state. */
public interface PaymentFold<I, S> extends EventFold<I, S, PaymentEvent> {

  @Override
  default Map<String, Class<? extends PaymentEvent>> eventTypes() {
    return PaymentEvent.TYPES;
  }
}
