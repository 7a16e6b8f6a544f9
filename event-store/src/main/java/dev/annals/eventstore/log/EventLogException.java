package dev.annals.eventstore.log;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The log could not do its work. Every kind may be retried by the caller, later. */
public abstract sealed class EventLogException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private EventLogException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Too much is waiting already. Nothing was stored. */
  public static final class Overloaded extends EventLogException {
    @Serial private static final long serialVersionUID = 1;

    public Overloaded(String message) {
      super(message, null);
    }
  }

  /** The database does not answer, or the log is closed. Nothing was stored. */
  public static final class Unavailable extends EventLogException {
    @Serial private static final long serialVersionUID = 1;

    public Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The database went away during a commit: the events are stored or not, as a whole. */
  public static final class OutcomeUnknown extends EventLogException {
    @Serial private static final long serialVersionUID = 1;

    public OutcomeUnknown(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
