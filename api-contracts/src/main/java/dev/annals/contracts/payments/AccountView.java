package dev.annals.contracts.payments;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Currency;

/**
 * An account as its holder sees it.
 *
 * @param balance in minor units; not below {@code -overdraftLimit}; without upper bound
 * @param position of the last event that changed it
 */
public record AccountView(
    AccountId accountId,
    String owner,
    Currency currency,
    long overdraftLimit,
    BigInteger balance,
    Status status,
    Instant openedAt,
    long position) {

  /** Where an account is in its life. */
  public enum Status {
    OPEN,
    FROZEN,
    CLOSED
  }
}
