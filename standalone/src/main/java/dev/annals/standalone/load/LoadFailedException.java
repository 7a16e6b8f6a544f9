package dev.annals.standalone.load;

import java.io.Serial;

/**
 * The load cannot start or go on; the message is one clear line for the person who asked for it.
 */
final class LoadFailedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  LoadFailedException(String message) {
    super(message);
  }

  LoadFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
