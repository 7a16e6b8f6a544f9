package dev.annals.command.payments.openaccount;

import dev.annals.command.payments.shared.PaymentFold;
import dev.annals.command.payments.shared.Relevant;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentEvent;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** Whether an account was opened. Not kept: an id that is new now is asked for this once. */
final class OpenableAccountFold implements PaymentFold<AccountId, OpenableAccount> {

  @Override
  public String name() {
    return "payments.account-id";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean kept() {
    return false;
  }

  @Override
  public Class<AccountId> idType() {
    return AccountId.class;
  }

  @Override
  public Class<OpenableAccount> stateType() {
    return OpenableAccount.class;
  }

  @Override
  public EventCriteria relevant(AccountId id) {
    return Relevant.opening(id);
  }

  @Override
  public OpenableAccount initial(AccountId id) {
    return OpenableAccount.free(id);
  }

  @Override
  public OpenableAccount evolve(OpenableAccount account, PaymentEvent event) {
    return account.evolve(event);
  }
}
