package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads matching events, a bounded page at a time. */
final class EventPages {

  /** Events held in memory at once while sourcing. */
  private static final int SOURCE_PAGE = 2_000;

  private EventPages() {}

  /**
   * @param head of the log in the snapshot the page was read from
   * @param isLast whether no more events match up to the head
   */
  record Page(long head, List<SequencedEvent> events, boolean isLast) {}

  /** Matching events after {@code after}, at most {@code max}. */
  static List<SequencedEvent> read(
      Connection connection, EventQuery query, long after, int max, RecentMatches recent)
      throws SQLException {
    return query.matchesAll()
        ? readAll(connection, after, max)
        : readMatching(connection, query, new Range(after, Long.MAX_VALUE, max), recent).events();
  }

  /** The next page of a sourcing, which stays within {@code through} once that is known. */
  static Page source(
      Connection connection, EventQuery query, long after, long through, RecentMatches recent)
      throws SQLException {
    if (!query.matchesAll()) {
      return readMatching(connection, query, new Range(after, through, SOURCE_PAGE), recent);
    }
    var head = Math.min(through, LogHead.read(connection));
    var max = (int) Math.min(SOURCE_PAGE, head - after);
    var events = max <= 0 ? List.<SequencedEvent>of() : readAll(connection, after, max);
    return new Page(head, events, max < SOURCE_PAGE);
  }

  /** All events after {@code after}, at most {@code max}. */
  static List<SequencedEvent> readAll(Connection connection, long after, int max)
      throws SQLException {
    try (var statement = connection.prepareStatement(EventLogSql.SELECT_ALL_AFTER)) {
      statement.setLong(1, after);
      statement.setInt(2, max);
      try (var rows = statement.executeQuery()) {
        return EventRows.readAll(rows);
      }
    }
  }

  private static Page readMatching(
      Connection connection, EventQuery query, Range range, RecentMatches recent)
      throws SQLException {
    try (var statement = connection.prepareStatement(EventLogSql.SOURCE)) {
      var next =
          new QueryItems(query).bind(statement, range.after, range.through, range.max, recent);
      statement.setInt(next, range.max);
      try (var rows = statement.executeQuery()) {
        var head = 0L;
        var events = new ArrayList<SequencedEvent>();
        while (rows.next()) {
          head = rows.getLong(1);
          if (rows.getLong(2) != 0) {
            events.add(EventRows.read(rows, 2));
          }
        }
        return new Page(head, events, events.size() < range.max);
      }
    }
  }

  /** The lowest {@code max} of {@code after+1..through}. */
  private record Range(long after, long through, int max) {}
}
