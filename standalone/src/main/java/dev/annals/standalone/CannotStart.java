package dev.annals.standalone;

import org.jspecify.annotations.Nullable;

/** Annals cannot run here; the message says why and what to do, in words for the user. */
final class CannotStart extends RuntimeException {

  CannotStart(String message) {
    this(message, null);
  }

  CannotStart(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
