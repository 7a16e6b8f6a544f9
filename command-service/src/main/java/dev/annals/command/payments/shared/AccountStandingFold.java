package dev.annals.command.payments.shared;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** What opened, froze, unfroze or closed an account. */
final class AccountStandingFold implements PaymentFold<AccountId, AccountStanding> {

  @Override
  public String name() {
    return "payments.account-standing";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<AccountId> idType() {
    return AccountId.class;
  }

  @Override
  public Class<AccountStanding> stateType() {
    return AccountStanding.class;
  }

  @Override
  public EventCriteria relevant(AccountId id) {
    return Relevant.status(id);
  }

  @Override
  public AccountStanding initial(AccountId id) {
    return AccountStanding.unknown(id);
  }

  @Override
  public AccountStanding evolve(AccountStanding standing, PaymentEvent event) {
    return standing.evolve(event);
  }
}
