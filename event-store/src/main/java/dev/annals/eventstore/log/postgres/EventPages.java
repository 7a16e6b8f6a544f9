package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.MalformedEventException;
import dev.annals.eventstore.log.SequencedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads matching events, a bounded page at a time. */
final class EventPages {

  /** Events held in memory at once while sourcing. */
  private static final int SOURCE_PAGE = 2_000;

  /** From here on preparing a COPY each time costs less than it spares. */
  private static final int COPIED_MIN = 500;

  private final Connection connection;
  private final EventQuery query;
  private final RecentEventsInMemory memory;

  private EventPages(Connection connection, EventQuery query, RecentEventsInMemory memory) {
    this.connection = connection;
    this.query = query;
    this.memory = memory;
  }

  /**
   * @param head of the log in the snapshot the page was read from
   * @param isLast whether no more events match up to the head
   */
  record Page(long head, List<SequencedEvent> events, boolean isLast) {}

  /** Matching events after {@code after}, at most {@code max}. */
  static List<SequencedEvent> read(
      Connection connection, EventQuery query, long after, int max, RecentEventsInMemory memory)
      throws SQLException {
    return query.matchesAll()
        ? readAll(connection, after, max)
        : new EventPages(connection, query, memory).page(after, Long.MAX_VALUE, max).events();
  }

  /** The next page of a sourcing, which stays within {@code through} once that is known. */
  static Page source(
      Connection connection,
      EventQuery query,
      long after,
      long through,
      RecentEventsInMemory memory)
      throws SQLException {
    if (!query.matchesAll()) {
      return new EventPages(connection, query, memory).page(after, through, SOURCE_PAGE);
    }
    var head = Math.min(through, LogHead.read(connection));
    var max = (int) Math.min(SOURCE_PAGE, head - after);
    var events = max <= 0 ? List.<SequencedEvent>of() : readAll(connection, after, max);
    return new Page(head, events, max < SOURCE_PAGE);
  }

  /** All events after {@code after}, at most {@code max}. */
  static List<SequencedEvent> readAll(Connection connection, long after, int max)
      throws SQLException {
    return max < COPIED_MIN
        ? selectAll(connection, after, max)
        : EventCopy.read(connection, after, max);
  }

  private static List<SequencedEvent> selectAll(Connection connection, long after, int max)
      throws SQLException {
    try (var statement = connection.prepareStatement(EventLogSql.SELECT_ALL_AFTER)) {
      statement.setLong(1, after);
      statement.setInt(2, max);
      try (var rows = statement.executeQuery()) {
        return EventRows.readAll(rows);
      }
    }
  }

  /** First what the index holds, then what lies behind it: all of that has higher positions. */
  private Page page(long after, long through, int max) throws SQLException {
    var events = new ArrayList<SequencedEvent>();
    var found = findIndexed(after, through, max);
    var last = Math.min(found.head, through);
    while (addMatching(found.candidates, events) < max && found.mayGoOn) {
      // Some were of another tag with the same hash.
      found = findIndexed(found.reached(), last, max - events.size());
    }
    if (events.size() < max) {
      var behind = Math.max(after, found.indexed);
      events.addAll(behindTheIndex(behind, last, max - events.size()));
    }
    return new Page(last, events, events.size() < max);
  }

  private int addMatching(List<SequencedEvent> candidates, List<SequencedEvent> events) {
    for (var candidate : candidates) {
      if (query.matches(candidate.event().type(), candidate.event().tags())) {
        events.add(candidate);
      }
    }
    return events.size();
  }

  /** A table that was rewritten or restored has its rows in other places than the index says. */
  private Indexed findIndexed(long after, long through, int max) throws SQLException {
    var items = new QueryItems(query);
    var found = findIndexed(items, items.source().byPlace, after, through, max);
    if (found.missing != LogTail.NONE) {
      found = findIndexed(items, items.source().byPosition, after, through, max);
    }
    if (found.missing != LogTail.NONE) {
      throw new MalformedEventException(found.missing, "it is indexed, but not there");
    }
    return found;
  }

  private Indexed findIndexed(QueryItems items, String sql, long after, long through, int max)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      items.bindSource(statement, after, through, max);
      try (var rows = statement.executeQuery()) {
        var head = 0L;
        var indexed = 0L;
        var candidates = new ArrayList<SequencedEvent>();
        while (rows.next()) {
          head = rows.getLong(1);
          indexed = rows.getLong(2);
          if (rows.getLong(3) != 0) {
            if (rows.getLong(4) == 0) {
              return new Indexed(head, indexed, List.of(), false, rows.getLong(3));
            }
            candidates.add(EventRows.read(rows, 4));
          }
        }
        candidates.sort(Comparator.comparing(SequencedEvent::position));
        return new Indexed(head, indexed, candidates, candidates.size() == max, LogTail.NONE);
      }
    }
  }

  /**
   * What the index holds of a range, in one snapshot.
   *
   * @param indexed how far the index reaches
   * @param mayGoOn whether it may hold more
   * @param missing the position of an event that was not found, if any; then there is nothing else
   */
  private record Indexed(
      long head, long indexed, List<SequencedEvent> candidates, boolean mayGoOn, long missing) {

    long reached() {
      return candidates.getLast().position().value();
    }
  }

  /** At most {@code max} from memory, and what that does not know from the events themselves. */
  private List<SequencedEvent> behindTheIndex(long after, long through, int max)
      throws SQLException {
    if (after >= through) {
      return List.of();
    }
    var known = memory.find(query, after, through);
    if (known == null) {
      return scan(after, through, max);
    }
    if (known.events().size() >= max) {
      return known.events().subList(0, max);
    }
    if (known.through() >= through) {
      return known.events();
    }
    var events = new ArrayList<>(known.events());
    events.addAll(scan(known.through(), through, max - events.size()));
    return events;
  }

  private List<SequencedEvent> scan(long after, long through, int max) throws SQLException {
    try (var statement = connection.prepareStatement(EventLogSql.SCAN)) {
      new QueryItems(query).bindScan(statement, after, through, max);
      try (var rows = statement.executeQuery()) {
        return EventRows.readAll(rows);
      }
    }
  }

  /** The lowest matching position in {@code after+1..through}, or {@link LogTail#NONE}. */
  static long firstMatch(
      Connection connection,
      EventQuery query,
      long after,
      long through,
      RecentEventsInMemory memory)
      throws SQLException {
    if (query.matchesAll()) {
      return through > after ? after + 1 : LogTail.NONE;
    }
    var match = new EventPages(connection, query, memory).page(after, through, 1).events();
    return match.isEmpty() ? LogTail.NONE : match.getFirst().position().value();
  }
}
