package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.EventQuery;
import java.sql.Connection;
import java.sql.SQLException;

/** Whether a range of the log holds an event that matches. */
final class FirstMatch {

  private FirstMatch() {}

  /** The lowest matching position in {@code after+1..through}, or {@link LogTail#NONE}. */
  static long find(
      Connection connection, EventQuery query, long after, long through, RecentMatches recent)
      throws SQLException {
    if (query.matchesAll()) {
      return through > after ? after + 1 : LogTail.NONE;
    }
    try (var statement = connection.prepareStatement(EventLogSql.SELECT_FIRST_MATCH)) {
      new QueryItems(query).bind(statement, after, through, 1, recent);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
