package dev.annals.command.payments.shared;

import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Everything that happened to an account. */
final class AccountFold implements PaymentFold<AccountId, Account> {

  @Override
  public String name() {
    return "payments.account";
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
  public Class<Account> stateType() {
    return Account.class;
  }

  @Override
  public EventCriteria relevant(AccountId id) {
    return Relevant.history(id);
  }

  @Override
  public Account initial(AccountId id) {
    return Account.unknown(id);
  }

  @Override
  public Account evolve(Account account, PaymentEvent event) {
    return account.evolve(event);
  }
}
