package dev.annals.query.projections;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The letter after which a page begins, as clients hold it: {@code position:key}. */
record LetterCursor(String key, SequencePosition position) {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,18}):(.*)", Pattern.DOTALL);
  private static final LetterCursor START = new LetterCursor("", SequencePosition.ORIGIN);

  /** No text of PostgreSQL can hold it, and no ordering key does. */
  static final char NUL = '\0';

  static LetterCursor of(@Nullable String text) {
    if (text == null) {
      return START;
    }
    var parts = FORM.matcher(text);
    if (!parts.matches() || text.indexOf(NUL) >= 0) {
      throw new ProblemException(
          ProblemType.INVALID_FIELD
              .because("The parameter 'after' must be the 'next' of an earlier page.")
              .with("field", "after"));
    }
    return new LetterCursor(parts.group(2), SequencePosition.of(Long.parseLong(parts.group(1))));
  }

  static String text(DeadLetterView letter) {
    return letter.position() + ":" + letter.key();
  }
}
