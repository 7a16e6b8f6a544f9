package dev.annals.contracts.shared;

import java.util.Currency;

/**
 * An amount in the currency's minor unit (cents, yen, fils); never a floating-point number.
 *
 * @param minorUnits may be negative
 * @param currency ISO 4217
 */
public record Money(long minorUnits, Currency currency) {

  /**
   * The amount in the currency of this code.
   *
   * @throws IllegalArgumentException if the code is no ISO 4217 currency
   */
  public static Money of(long minorUnits, String currencyCode) {
    return new Money(minorUnits, Currency.getInstance(currencyCode));
  }
}
