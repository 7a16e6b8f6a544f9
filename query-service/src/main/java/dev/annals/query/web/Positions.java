package dev.annals.query.web;

import dev.annals.eventstore.log.SequencePosition;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Positions as clients write them. */
public final class Positions {

  private static final Pattern FORM = Pattern.compile("[0-9]{1,19}");

  private Positions() {}

  /**
   * The position, or null if the text is none: plain digits, not beyond the largest position there
   * can be.
   */
  public static @Nullable SequencePosition parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return null;
    }
    var value = Long.parseUnsignedLong(text);
    return value < 0 ? null : SequencePosition.of(value);
  }
}
