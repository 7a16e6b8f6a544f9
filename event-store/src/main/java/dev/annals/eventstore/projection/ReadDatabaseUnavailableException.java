package dev.annals.eventstore.projection;

import java.sql.SQLException;

/** The read database does not answer now; it may well do so later. */
public final class ReadDatabaseUnavailableException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  private ReadDatabaseUnavailableException(SQLException cause) {
    super("The read database does not answer: " + cause.getMessage(), cause);
  }

  /** This exception, unless the database answers and refuses: that is a defect. */
  static IllegalStateException of(SQLException failure) {
    return ReadDatabaseFailures.isOfConnection(failure)
        ? new ReadDatabaseUnavailableException(failure)
        : new IllegalStateException("The read database refuses: " + failure.getMessage(), failure);
  }
}
