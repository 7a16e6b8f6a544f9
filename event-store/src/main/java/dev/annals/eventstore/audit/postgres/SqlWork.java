package dev.annals.eventstore.audit.postgres;

import dev.annals.eventstore.log.EventLogException.Unavailable;
import java.sql.SQLException;

/** Turns the database's silence into the exception that the log has for it. */
final class SqlWork {

  private SqlWork() {}

  /** What is asked of the database. */
  interface Work<T> {
    T run() throws SQLException;
  }

  static <T> T run(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException e) {
      throw new Unavailable("The sealed log cannot be used: " + e.getMessage(), e);
    }
  }
}
