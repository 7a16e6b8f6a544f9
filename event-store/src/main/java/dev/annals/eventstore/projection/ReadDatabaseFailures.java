package dev.annals.eventstore.projection;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells a read database that is out of reach from one that refuses what a projection writes. */
final class ReadDatabaseFailures {

  private ReadDatabaseFailures() {}

  static boolean isOfConnection(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException
          || (cause instanceof SQLException sql && isOfConnection(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  /** Connection, resources, intervention of an operator, a transaction the server has ended. */
  private static boolean isOfConnection(@Nullable String state) {
    return state != null
        && (state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57")
            || state.equals("25P03"));
  }
}
