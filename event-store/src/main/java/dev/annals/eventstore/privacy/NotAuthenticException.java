package dev.annals.eventstore.privacy;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** What was to be decrypted is not what was encrypted, or not with this key, or not here. */
final class NotAuthenticException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  NotAuthenticException(@Nullable Throwable cause) {
    super("Not what was encrypted", cause);
  }
}
