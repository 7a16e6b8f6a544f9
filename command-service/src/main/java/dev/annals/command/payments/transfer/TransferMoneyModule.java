package dev.annals.command.payments.transfer;

import dev.annals.command.payments.shared.PaymentSlice;
import dev.annals.contracts.payments.PaymentCommand.TransferMoney;
import dev.annals.eventstore.axon.FoldedEntity;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** Wires transfers into Axon. */
public final class TransferMoneyModule {

  private TransferMoneyModule() {}

  public static EventSourcingConfigurer register(EventSourcingConfigurer axon) {
    return new PaymentSlice<>(TransferMoney.class, new TransferMoneyHandler())
        .register(axon.registerEntity(FoldedEntity.of(new RequestedTransferIdFold()).module()));
  }
}
