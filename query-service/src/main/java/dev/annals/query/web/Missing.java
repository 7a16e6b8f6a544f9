package dev.annals.query.web;

import dev.annals.web.Problem;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;

/** What a client asked for is not there, in the words its context uses for that. */
public final class Missing {

  private static final int STATUS = 404;

  private Missing() {}

  /**
   * The problem {@code /problems/<context>/<reason>}.
   *
   * @param reason an upper-case constant, as in the context's rejections
   * @param detail one sentence for a person
   */
  public static ProblemException because(
      String context, String reason, String title, String detail) {
    return new ProblemException(
        new Problem(ProblemType.uri(context, reason), title, STATUS, detail)
            .with("reason", reason));
  }
}
