package dev.annals.command.payments.close;

import dev.annals.command.payments.shared.PaymentSlice;
import dev.annals.contracts.payments.PaymentCommand.CloseAccount;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** Wires the closing of accounts into Axon. */
public final class CloseAccountModule {

  private CloseAccountModule() {}

  public static EventSourcingConfigurer register(EventSourcingConfigurer axon) {
    return new PaymentSlice<>(CloseAccount.class, new CloseAccountHandler()).register(axon);
  }
}
