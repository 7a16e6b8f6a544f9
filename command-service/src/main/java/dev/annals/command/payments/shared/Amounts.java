package dev.annals.command.payments.shared;

import static dev.annals.contracts.payments.PaymentRejected.Reason.NON_POSITIVE_AMOUNT;
import static dev.annals.contracts.payments.PaymentRejected.Reason.OVERFLOW;

import dev.annals.contracts.payments.PaymentRejected;
import dev.annals.contracts.shared.Money;

/** The rules every movement of money obeys. */
public final class Amounts {

  /**
   * Most one movement, or an overdraft limit, may be, in minor units: more than anyone means, and
   * little enough to be added up without care.
   */
  public static final long MAX = 1_000_000_000_000L;

  private Amounts() {}

  /** Rejects an amount that is not 1 to {@value #MAX}. */
  public static void requireMovable(Money amount) {
    if (amount.minorUnits() <= 0) {
      throw new PaymentRejected(
          NON_POSITIVE_AMOUNT,
          "An amount must be positive, this one is %d.".formatted(amount.minorUnits()));
    }
    requireAtMostMax("An amount", amount.minorUnits());
  }

  /** Rejects what is beyond {@value #MAX}. */
  public static void requireAtMostMax(String what, long minorUnits) {
    if (minorUnits > MAX) {
      throw new PaymentRejected(
          OVERFLOW, "%s must be at most %d, this one is %d.".formatted(what, MAX, minorUnits));
    }
  }
}
