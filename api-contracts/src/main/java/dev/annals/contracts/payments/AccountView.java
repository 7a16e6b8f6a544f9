package dev.annals.contracts.payments;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account as its holder sees it.
 *
 * @param owner absent if the account's subject was erased
 * @param balance in minor units; not below {@code -overdraftLimit}; without upper bound
 * @param position of the last event that changed it
 * @param erased names of the fields that are absent because their subject was erased; absent if
 *     none
 */
public record AccountView(
    AccountId accountId,
    @Nullable String owner,
    Currency currency,
    long overdraftLimit,
    BigInteger balance,
    Status status,
    Instant openedAt,
    long position,
    @Nullable List<String> erased) {

  /** Where an account is in its life. */
  public enum Status {
    OPEN,
    FROZEN,
    CLOSED
  }
}
