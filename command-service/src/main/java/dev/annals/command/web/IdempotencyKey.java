package dev.annals.command.web;

import static dev.annals.web.ProblemType.IDEMPOTENCY_KEY_INVALID;
import static dev.annals.web.ProblemType.IDEMPOTENCY_KEY_MISSING;

import dev.annals.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;

/**
 * The name a client gives its request, so that it can send it again.
 *
 * @param value 1 to {@value #LENGTH_MAX} visible ASCII characters
 */
record IdempotencyKey(String value) {

  static final String HEADER = "Idempotency-Key";
  static final int LENGTH_MAX = 200;

  /**
   * @throws ProblemException if the request has no key, or no valid one
   */
  static IdempotencyKey of(HttpServletRequest http) {
    var keys = Collections.list(http.getHeaders(HEADER));
    if (keys.isEmpty()) {
      throw new ProblemException(
          IDEMPOTENCY_KEY_MISSING.because("Every command needs an %s header.".formatted(HEADER)));
    }
    var key = keys.getFirst();
    if (keys.size() > 1 || !isValid(key)) {
      throw new ProblemException(
          IDEMPOTENCY_KEY_INVALID.because(
              "%s must be one value of 1 to %d visible ASCII characters."
                  .formatted(HEADER, LENGTH_MAX)));
    }
    return new IdempotencyKey(key);
  }

  /** How the log remembers it: nobody can use, or learn, the key of another actor. */
  String scopedTo(String actor) {
    return Digest.of(actor + '\n' + value);
  }

  private static boolean isValid(String key) {
    return !key.isEmpty()
        && key.length() <= LENGTH_MAX
        && key.chars().allMatch(unit -> unit > ' ' && unit < 0x7f);
  }
}
