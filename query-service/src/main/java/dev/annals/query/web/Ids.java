package dev.annals.query.web;

import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.util.function.Function;

/** Identifiers in a path. */
public final class Ids {

  private Ids() {}

  /**
   * The identifier that the text is.
   *
   * @param form throws {@link IllegalArgumentException} for what is none, with a message for the
   *     client
   */
  public static <T> T parse(String text, Function<String, T> form) {
    try {
      return form.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(ProblemType.INVALID_ID.because(e.getMessage() + "."));
    }
  }
}
