package dev.annals.query.payments.account.timeline;

import java.math.BigInteger;
import java.util.Currency;

/** Amounts as people write them: {@code 1,234.50}, with the digits that the currency has. */
final class MoneyText {

  private static final char MINUS = '\u2212';
  private static final int GROUP = 3;

  private MoneyText() {}

  static String balance(BigInteger minorUnits, Currency currency) {
    return (minorUnits.signum() < 0 ? String.valueOf(MINUS) : "")
        + magnitude(minorUnits.abs(), currency);
  }

  /** With its sign, also if money came in. */
  static String amount(long minorUnits, Currency currency) {
    var amount = BigInteger.valueOf(minorUnits);
    return (minorUnits < 0 ? MINUS : '+') + magnitude(amount.abs(), currency);
  }

  private static String magnitude(BigInteger minorUnits, Currency currency) {
    var digits = Math.max(0, currency.getDefaultFractionDigits());
    var text = minorUnits.toString();
    var padded = "0".repeat(Math.max(0, digits + 1 - text.length())) + text;
    var point = padded.length() - digits;
    var grouped = new StringBuilder(padded.substring(0, point));
    for (var comma = point - GROUP; comma > 0; comma -= GROUP) {
      grouped.insert(comma, ',');
    }
    return digits == 0 ? grouped.toString() : grouped + "." + padded.substring(point);
  }
}
