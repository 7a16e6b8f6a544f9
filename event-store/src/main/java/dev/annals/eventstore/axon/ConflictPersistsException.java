package dev.annals.eventstore.axon;

import java.io.Serial;

/** Someone was faster at every attempt. Nothing was stored; the same command may be sent again. */
public final class ConflictPersistsException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final int attempts;

  ConflictPersistsException(String command, int attempts, Throwable lastConflict) {
    super("%s met a conflict at each of %d attempts".formatted(command, attempts), lastConflict);
    this.attempts = attempts;
  }

  public int attempts() {
    return attempts;
  }
}
