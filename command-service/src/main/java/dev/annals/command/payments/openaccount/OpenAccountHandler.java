package dev.annals.command.payments.openaccount;

import static dev.annals.contracts.payments.PaymentRejected.Reason.DUPLICATE_ID;
import static dev.annals.contracts.payments.PaymentRejected.Reason.NEGATIVE_OVERDRAFT_LIMIT;

import dev.annals.command.payments.shared.Amounts;
import dev.annals.command.payments.shared.PaymentDecider;
import dev.annals.command.payments.shared.Relevant;
import dev.annals.contracts.payments.AccountId;
import dev.annals.contracts.payments.PaymentCommand.OpenAccount;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentRejected;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/** An account is opened once, with an overdraft limit that makes sense. */
final class OpenAccountHandler implements PaymentDecider<OpenAccount, AccountId, OpenableAccount> {

  static AccountOpened decide(OpenAccount command, OpenableAccount account) {
    if (command.overdraftLimit() < 0) {
      throw new PaymentRejected(
          NEGATIVE_OVERDRAFT_LIMIT,
          "An overdraft limit must not be negative, this one is %d."
              .formatted(command.overdraftLimit()));
    }
    Amounts.requireAtMostMax("An overdraft limit", command.overdraftLimit());
    if (account.taken()) {
      throw new PaymentRejected(
          DUPLICATE_ID, "There is an account %s already.".formatted(command.accountId()));
    }
    return new AccountOpened(
        command.accountId(), command.owner(), command.currency(), command.overdraftLimit());
  }

  @Override
  public AccountId idOf(OpenAccount command) {
    return command.accountId();
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
  public OpenableAccount evolve(OpenableAccount state, PaymentEvent event) {
    return state.evolve(event);
  }

  @Override
  public PaymentEvent answer(OpenAccount command, OpenableAccount state) {
    return decide(command, state);
  }
}
