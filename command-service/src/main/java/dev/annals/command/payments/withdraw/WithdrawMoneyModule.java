package dev.annals.command.payments.withdraw;

import dev.annals.command.payments.shared.PaymentSlice;
import dev.annals.contracts.payments.PaymentCommand.WithdrawMoney;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** Wires withdrawals into Axon. */
public final class WithdrawMoneyModule {

  private WithdrawMoneyModule() {}

  public static EventSourcingConfigurer register(EventSourcingConfigurer axon) {
    return new PaymentSlice<>(WithdrawMoney.class, new WithdrawMoneyHandler()).register(axon);
  }
}
