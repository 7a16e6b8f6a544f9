package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.AppendResult;
import java.io.Serial;

/**
 * The request's idempotency key was used before, so nothing was appended. {@link CommandDispatcher}
 * turns it into a {@link CommandResult.Repeated}; only callers of Axon's own gateway meet it.
 */
public final class DuplicateRequestException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final transient AppendResult.Duplicate duplicate;

  DuplicateRequestException(AppendResult.Duplicate duplicate) {
    super("The idempotency key was used before", null, false, false);
    this.duplicate = duplicate;
  }

  /** What was recorded with the key's first use. */
  public AppendResult.Duplicate duplicate() {
    return duplicate;
  }
}
