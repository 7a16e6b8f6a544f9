package dev.annals.command.payments.unfreeze;

import dev.annals.command.payments.shared.PaymentSlice;
import dev.annals.contracts.payments.PaymentCommand.UnfreezeAccount;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** Wires the unfreezing of accounts into Axon. */
public final class UnfreezeAccountModule {

  private UnfreezeAccountModule() {}

  public static EventSourcingConfigurer register(EventSourcingConfigurer axon) {
    return new PaymentSlice<>(UnfreezeAccount.class, new UnfreezeAccountHandler()).register(axon);
  }
}
