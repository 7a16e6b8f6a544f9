package dev.annals.contracts.payments;

import java.util.regex.Pattern;

/** The form of every identifier a client chooses: safe in URLs, tags and logs as it stands. */
final class Identifiers {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private Identifiers() {}

  static void requireValid(String what, String value) {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          what
              + " must be 1 to 64 letters, digits, '-', '_' or '.', starting with a letter or digit");
    }
  }
}
