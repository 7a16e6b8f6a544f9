package dev.annals.command.payments.shared;

import static dev.annals.contracts.payments.PaymentRejected.Reason.INSUFFICIENT_FUNDS;

import dev.annals.contracts.payments.PaymentRejected;
import dev.annals.contracts.shared.Money;
import java.math.BigInteger;

/**
 * An account that money is to leave. All of its movements count, but money that comes in meanwhile
 * cannot make the funds insufficient, and so breaks no decision.
 */
public record DebitableAccount(Account account) {

  public AccountStanding standing() {
    return account.standing();
  }

  /** Rejects if the account may not go that far down. */
  public void requireFunds(Money amount) {
    var left = account.balance().subtract(BigInteger.valueOf(amount.minorUnits()));
    if (left.compareTo(BigInteger.valueOf(-account.overdraftLimit())) < 0) {
      throw new PaymentRejected(
          INSUFFICIENT_FUNDS,
          "Account %s holds %d with an overdraft limit of %d, too little for %d."
              .formatted(
                  account.id(), account.balance(), account.overdraftLimit(), amount.minorUnits()));
    }
  }
}
