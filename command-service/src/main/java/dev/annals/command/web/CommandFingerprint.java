package dev.annals.command.web;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two requests ask for the same; stored for ever. What is personal in the request is
 * a part of its own, made with its subject's key, so that after an erasure nobody can find out by
 * guessing what it was.
 *
 * @param plain of all that is not personal
 * @param personal of what is; null if nothing is
 * @param former how it was made before there were keys
 */
record CommandFingerprint(String plain, @Nullable String personal, Supplier<String> former) {

  /** In place of the personal part of a request whose subject was erased before. */
  static final String ERASED = "erased";

  private static final char SEPARATOR = '.';

  String text() {
    return personal == null ? plain : plain + SEPARATOR + personal;
  }

  /**
   * Whether another request asked for the same, as far as that can be told: of an erased subject's,
   * what was personal is taken to be.
   */
  boolean isOfSameRequestAs(String other) {
    if (other.equals(text())) {
      return true;
    }
    if (personal == null) {
      return false;
    }
    return other.equals(plain + SEPARATOR + ERASED)
        || (personal.equals(ERASED) && other.startsWith(plain + SEPARATOR))
        || other.equals(former.get());
  }
}
