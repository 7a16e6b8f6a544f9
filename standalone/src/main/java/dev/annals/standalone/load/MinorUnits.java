package dev.annals.standalone.load;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;

/** Turns decimal text into minor units of one currency and back, exactly. */
record MinorUnits(Currency currency) {

  /** More digits before the point than this are no money, and might not fit into a long. */
  private static final int WHOLE_DIGITS_MAX = 15;

  MinorUnits {
    if (currency.getDefaultFractionDigits() < 0) {
      throw new IllegalArgumentException(
          "%s is no currency in which money can be counted".formatted(currency));
    }
  }

  /**
   * Parses an amount; scientific notation is fine, since PaySim writes large amounts that way.
   *
   * @throws IllegalArgumentException saying what is wrong with the text, as the end of a sentence
   */
  long parse(String text) {
    var amount = decimal(text);
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("is negative");
    }
    if (amount.signum() != 0 && (long) amount.precision() - amount.scale() > WHOLE_DIGITS_MAX) {
      throw new IllegalArgumentException("is too large");
    }
    try {
      return amount.movePointRight(currency.getDefaultFractionDigits()).longValueExact();
    } catch (ArithmeticException inexact) {
      throw new IllegalArgumentException(
          "has more than the %d decimal places of %s"
              .formatted(currency.getDefaultFractionDigits(), currency),
          inexact);
    }
  }

  private static BigDecimal decimal(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("is no number", e);
    }
  }

  String format(long minorUnits) {
    return format(BigInteger.valueOf(minorUnits));
  }

  String format(BigInteger minorUnits) {
    var amount = new BigDecimal(minorUnits, currency.getDefaultFractionDigits());
    return amount.toPlainString() + " " + currency;
  }
}
