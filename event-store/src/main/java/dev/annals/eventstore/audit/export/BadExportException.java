package dev.annals.eventstore.audit.export;

import org.jspecify.annotations.Nullable;

/** An export cannot be made or read. */
public final class BadExportException extends RuntimeException {

  public BadExportException(String message) {
    this(message, null);
  }

  public BadExportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
