package dev.annals.eventstore.privacy;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The key of a subject cannot be had right now: the key store does not answer, or this process
 * lacks the key that unwraps it. Never a sign of an erasure; nothing is lost, so try again later.
 */
public final class KeysUnavailableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  public KeysUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
