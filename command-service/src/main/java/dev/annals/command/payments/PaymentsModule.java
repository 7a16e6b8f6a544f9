package dev.annals.command.payments;

import dev.annals.command.payments.close.CloseAccountModule;
import dev.annals.command.payments.deposit.DepositMoneyModule;
import dev.annals.command.payments.freeze.FreezeAccountModule;
import dev.annals.command.payments.openaccount.OpenAccountModule;
import dev.annals.command.payments.shared.PaymentTags;
import dev.annals.command.payments.transfer.TransferMoneyModule;
import dev.annals.command.payments.unfreeze.UnfreezeAccountModule;
import dev.annals.command.payments.withdraw.WithdrawMoneyModule;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** The slices of payments. */
public final class PaymentsModule {

  private PaymentsModule() {}

  /** Registers every slice; returns the configurer given. */
  public static EventSourcingConfigurer register(EventSourcingConfigurer axon) {
    axon.registerTagResolver(configuration -> new PaymentTags());
    OpenAccountModule.register(axon);
    DepositMoneyModule.register(axon);
    WithdrawMoneyModule.register(axon);
    TransferMoneyModule.register(axon);
    FreezeAccountModule.register(axon);
    UnfreezeAccountModule.register(axon);
    return CloseAccountModule.register(axon);
  }
}
