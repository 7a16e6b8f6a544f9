package dev.annals.contracts.payments;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One movement on an account's statement.
 *
 * @param position of the event; unique within one account's statement and increasing
 * @param amount in minor units; negative when money left
 * @param balanceAfter in minor units; without bound
 * @param counterparty the other account of a transfer
 * @param reference absent if the subject whose words it was has been erased
 * @param erased names of the fields that are absent because their subject was erased; absent if
 *     none
 */
public record StatementEntry(
    long position,
    Instant at,
    Kind kind,
    long amount,
    BigInteger balanceAfter,
    Currency currency,
    @Nullable AccountId counterparty,
    @Nullable TransferId transferId,
    @Nullable String reference,
    @Nullable List<String> erased) {

  /** What moved the money. */
  public enum Kind {
    DEPOSIT,
    WITHDRAWAL,
    TRANSFER_IN,
    TRANSFER_OUT
  }
}
