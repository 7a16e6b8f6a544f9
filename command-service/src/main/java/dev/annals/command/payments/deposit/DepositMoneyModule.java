package dev.annals.command.payments.deposit;

import dev.annals.command.payments.shared.PaymentSlice;
import dev.annals.contracts.payments.PaymentCommand.DepositMoney;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** Wires deposits into Axon. */
public final class DepositMoneyModule {

  private DepositMoneyModule() {}

  public static EventSourcingConfigurer register(EventSourcingConfigurer axon) {
    return new PaymentSlice<>(DepositMoney.class, new DepositMoneyHandler()).register(axon);
  }
}
