package dev.annals.contracts.payments;

import dev.annals.contracts.payments.AccountView.Status;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of an account's history, for people: who did what, when, why, and what it did to the
 * balance. All amounts are in minor units.
 *
 * @param position of the event; increasing
 * @param at when it was decided
 * @param what a few words in English
 * @param why in the words of whoever asked for it: a reference or a reason; may be empty; absent if
 *     their subject was erased
 * @param amount negative when money left; absent if the event moved none
 * @param balanceBefore the {@code balanceAfter} of the entry before; 0 before the first
 * @param status after the event
 * @param counterparty the other account of a transfer
 * @param erased names of the fields that are absent because their subject was erased; absent if
 *     none
 */
public record TimelineEntry(
    long position,
    Instant at,
    Instant recordedAt,
    String type,
    String what,
    @Nullable String why,
    Who who,
    @Nullable Long amount,
    BigInteger balanceBefore,
    BigInteger balanceAfter,
    Currency currency,
    Status status,
    @Nullable AccountId counterparty,
    @Nullable TransferId transferId,
    @Nullable List<String> erased) {

  /**
   * Who did it, and by which request. Absent is what was not recorded.
   *
   * @param onBehalfOf for whom
   * @param serviceVersion name and version of the service build that decided
   */
  public record Who(
      @Nullable String actor,
      @Nullable String onBehalfOf,
      @Nullable String sourceAddress,
      @Nullable String commandId,
      @Nullable String correlationId,
      @Nullable String traceId,
      @Nullable String serviceVersion) {}
}
