package dev.annals.eventstore.log;

/**
 * What every short text in the log has in common: present, bounded, and safe to join with control
 * characters.
 */
final class Texts {

  private Texts() {}

  static void requirePlain(String what, String text, int lengthMax) {
    if (text.isEmpty() || text.length() > lengthMax) {
      throw new IllegalArgumentException(
          "%s must have 1 to %d characters, has %d".formatted(what, lengthMax, text.length()));
    }
    if (isPrintableAscii(text)) {
      return;
    }
    for (var i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        throw new IllegalArgumentException(what + " must not contain control characters");
      }
    }
    requireEncodable(what, text);
  }

  /** Nearly every text; these checks are made for every event read. */
  private static boolean isPrintableAscii(String text) {
    for (var i = 0; i < text.length(); i++) {
      var unit = text.charAt(i);
      if (unit < ' ' || unit > '~') {
        return false;
      }
    }
    return true;
  }

  /** PostgreSQL stores UTF-8 without NUL; what it would refuse or change must not get that far. */
  static void requireEncodable(String what, String text) {
    for (var i = 0; i < text.length(); i++) {
      var unit = text.charAt(i);
      if (unit != 0 && unit < Character.MIN_SURROGATE) {
        continue;
      }
      if (unit == 0) {
        throw new IllegalArgumentException(what + " must not contain the NUL character");
      }
      if (Character.isSurrogate(unit)) {
        var paired =
            Character.isHighSurrogate(unit)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          throw new IllegalArgumentException(what + " contains half of a surrogate pair");
        }
        i++;
      }
    }
  }
}
