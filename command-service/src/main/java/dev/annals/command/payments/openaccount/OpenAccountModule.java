package dev.annals.command.payments.openaccount;

import dev.annals.command.payments.shared.PaymentSlice;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentCommand.OpenAccount;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** Wires the opening of accounts into Axon. */
public final class OpenAccountModule {

  private OpenAccountModule() {}

  public static EventSourcingConfigurer register(EventSourcingConfigurer axon) {
    return new PaymentSlice<>(
            OpenAccount.class, AccountId.class, OpenableAccount.class, new OpenAccountHandler())
        .register(axon);
  }
}
