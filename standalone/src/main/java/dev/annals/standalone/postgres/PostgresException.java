package dev.annals.standalone.postgres;

import org.jspecify.annotations.Nullable;

/** PostgreSQL cannot run here; the message says why and what to do, in words for the user. */
public final class PostgresException extends RuntimeException {

  PostgresException(String message) {
    this(message, null);
  }

  PostgresException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
