package dev.annals.command.payments.openaccount;

import static dev.annals.contracts.payments.PaymentRejected.Reason.DUPLICATE_ID;
import static dev.annals.contracts.payments.PaymentRejected.Reason.NEGATIVE_OVERDRAFT_LIMIT;

import dev.annals.command.payments.shared.Amounts;
import dev.annals.command.payments.shared.PaymentDecider;
import dev.annals.contracts.payments.PaymentCommand.OpenAccount;
import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.contracts.payments.PaymentEvent.AccountOpened;
import dev.annals.contracts.payments.PaymentRejected;
import dev.annals.eventstore.axon.States;

/** An account is opened once, with an overdraft limit that makes sense. */
final class OpenAccountHandler implements PaymentDecider<OpenAccount, OpenableAccount> {

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
  public OpenableAccount read(OpenAccount command, States states) {
    return states.load(OpenableAccount.class, command.accountId());
  }

  @Override
  public PaymentEvent answer(OpenAccount command, OpenableAccount state) {
    return decide(command, state);
  }
}
