package dev.annals.standalone.load;

import java.util.Optional;
import java.util.regex.Pattern;

/** Log positions as headers carry them. */
final class Positions {

  private static final Pattern FORM = Pattern.compile("[0-9]{1,18}");

  private Positions() {}

  static Optional<Long> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
