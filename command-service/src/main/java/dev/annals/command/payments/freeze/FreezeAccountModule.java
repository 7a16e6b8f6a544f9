package dev.annals.command.payments.freeze;

import dev.annals.command.payments.shared.PaymentSlice;
import dev.annals.contracts.payments.PaymentCommand.FreezeAccount;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** Wires the freezing of accounts into Axon. */
public final class FreezeAccountModule {

  private FreezeAccountModule() {}

  public static EventSourcingConfigurer register(EventSourcingConfigurer axon) {
    return new PaymentSlice<>(FreezeAccount.class, new FreezeAccountHandler()).register(axon);
  }
}
