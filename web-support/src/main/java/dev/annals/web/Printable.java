package dev.annals.web;

/** Makes what a client sent safe to send back: bounded, encodable, without control characters. */
final class Printable {

  static final int LENGTH_MAX = 1_000;

  private static final char REPLACEMENT = '\uFFFD';

  private Printable() {}

  static String of(String text) {
    var bounded = text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX) + '…';
    return bounded.chars().allMatch(Printable::isPlain) ? bounded : cleaned(bounded);
  }

  private static boolean isPlain(int unit) {
    return !Character.isISOControl(unit) && !Character.isSurrogate((char) unit);
  }

  private static String cleaned(String text) {
    var clean = new StringBuilder(text.length());
    text.codePoints()
        .map(point -> isPrintable(point) ? point : REPLACEMENT)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static boolean isPrintable(int point) {
    return !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE;
  }
}
