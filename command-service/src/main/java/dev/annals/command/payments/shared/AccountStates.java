package dev.annals.command.payments.shared;

import dev.annals.eventstore.axon.FoldedEntity;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;

/** The states of accounts that decisions read, and what breaks a decision that has read one. */
public final class AccountStates {

  private AccountStates() {}

  /** Registers the states; returns the configurer given. */
  public static EventSourcingConfigurer register(EventSourcingConfigurer axon) {
    var account = FoldedEntity.of(new AccountFold());
    return axon.registerEntity(account.module())
        .registerEntity(
            account
                .seenAs(DebitableAccount.class, DebitableAccount::new, Relevant::debits)
                .module())
        .registerEntity(FoldedEntity.of(new AccountStandingFold()).module());
  }
}
