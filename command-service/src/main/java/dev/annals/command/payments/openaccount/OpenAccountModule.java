package dev.annals.command.payments.openaccount;

import dev.annals.command.payments.shared.PaymentSlice;
import dev.annals.contracts.payments.PaymentCommand.OpenAccount;
import dev.annals.eventstore.axon.FoldedEntity;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** Wires the opening of accounts into Axon. */
public final class OpenAccountModule {

  private OpenAccountModule() {}

  public static EventSourcingConfigurer register(EventSourcingConfigurer axon) {
    return new PaymentSlice<>(OpenAccount.class, new OpenAccountHandler())
        .register(axon.registerEntity(FoldedEntity.of(new OpenableAccountFold()).module()));
  }
}
