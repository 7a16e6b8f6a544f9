package dev.annals.standalone.prove;

import org.jspecify.annotations.Nullable;

/** There is nothing to prove with; the message is for the user. */
final class CannotProveException extends RuntimeException {

  CannotProveException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
