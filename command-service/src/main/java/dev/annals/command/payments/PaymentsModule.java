package dev.annals.command.payments;

import dev.annals.command.payments.close.CloseAccountModule;
import dev.annals.command.payments.deposit.DepositMoneyModule;
import dev.annals.command.payments.freeze.FreezeAccountModule;
import dev.annals.command.payments.openaccount.OpenAccountModule;
import dev.annals.command.payments.shared.AccountStates;
import dev.annals.command.payments.shared.PaymentTags;
import dev.annals.command.payments.transfer.TransferMoneyModule;
import dev.annals.command.payments.unfreeze.UnfreezeAccountModule;
import dev.annals.command.payments.withdraw.WithdrawMoneyModule;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.eventstore.axon.AxonModule;
import java.util.Set;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/** The slices of payments. */
public final class PaymentsModule implements AxonModule {

  @Override
  public EventSourcingConfigurer register(EventSourcingConfigurer axon) {
    AccountStates.register(axon);
    OpenAccountModule.register(axon);
    DepositMoneyModule.register(axon);
    WithdrawMoneyModule.register(axon);
    TransferMoneyModule.register(axon);
    FreezeAccountModule.register(axon);
    UnfreezeAccountModule.register(axon);
    return CloseAccountModule.register(axon);
  }

  @Override
  public Set<Tag> tagsOf(EventMessage event) {
    return event.payload() instanceof PaymentEvent payment ? PaymentTags.of(payment) : Set.of();
  }
}
