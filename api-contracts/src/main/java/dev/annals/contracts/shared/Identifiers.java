package dev.annals.contracts.shared;

/** The form of every identifier a client chooses: safe in URLs, tags and logs as it stands. */
public final class Identifiers {

  private static final int LENGTH_MAX = 64;

  private Identifiers() {}

  /** By hand, since a pattern would cost more than reading the rest of an event. */
  public static void requireValid(String what, String value) {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          what
              + " must be 1 to 64 letters, digits, '-', '_' or '.', starting with a letter or digit");
    }
  }

  private static boolean isValid(String value) {
    if (value.isEmpty() || value.length() > LENGTH_MAX || !isAlphanumeric(value.charAt(0))) {
      return false;
    }
    for (var i = 1; i < value.length(); i++) {
      var letter = value.charAt(i);
      if (!isAlphanumeric(letter) && letter != '.' && letter != '_' && letter != '-') {
        return false;
      }
    }
    return true;
  }

  /** Of ASCII only. */
  private static boolean isAlphanumeric(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9');
  }
}
