package dev.annals.torture.reads;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether each account had each of its events once, and in the order of the log. */
final class DeliveryCheck {

  private static final int VIOLATIONS_SHOWN_MAX = 20;

  private DeliveryCheck() {}

  /**
   * Adds what is wrong to the violations.
   *
   * @return how many deliveries were recorded
   */
  static long of(EventReader log, ReadsDatabases databases, List<String> violations)
      throws SQLException {
    var delivered = delivered(databases);
    compare(expected(log), delivered, violations);
    return delivered.values().stream().mapToLong(List::size).sum();
  }

  static void compare(
      Map<String, List<Long>> expected,
      Map<String, List<Long>> delivered,
      List<String> violations) {
    for (var account : expected.keySet()) {
      var inLog = expected.get(account);
      var recorded = delivered.getOrDefault(account, List.of());
      if (!inLog.equals(recorded) && violations.size() < VIOLATIONS_SHOWN_MAX) {
        violations.add("%s: %s".formatted(account, firstDifference(inLog, recorded)));
      }
    }
    delivered.keySet().stream()
        .filter(account -> !expected.containsKey(account))
        .limit(VIOLATIONS_SHOWN_MAX)
        .forEach(account -> violations.add(account + ": is not in the log"));
  }

  private static String firstDifference(List<Long> expected, List<Long> recorded) {
    var at = 0;
    while (at < expected.size()
        && at < recorded.size()
        && expected.get(at).equals(recorded.get(at))) {
      at++;
    }
    return "delivery %d should be of position %s and is of %s"
        .formatted(
            at + 1,
            at < expected.size() ? expected.get(at) : "none",
            at < recorded.size() ? recorded.get(at) : "none");
  }

  private static Map<String, List<Long>> expected(EventReader log) {
    var positions = new HashMap<String, List<Long>>();
    var last = SequencePosition.ORIGIN;
    for (var page = log.read(EventQuery.all(), last, EventReader.READ_MAX);
        !page.isEmpty();
        page = log.read(EventQuery.all(), last, EventReader.READ_MAX)) {
      for (var event : page) {
        for (var tag : event.event().tags()) {
          RecordedDeliveries.keyOf(tag.text())
              .ifPresent(account -> add(positions, account, event.position().value()));
        }
      }
      last = page.getLast().position();
    }
    return positions;
  }

  private static Map<String, List<Long>> delivered(ReadsDatabases databases) throws SQLException {
    try (var connection = databases.views();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(ReadsSql.SELECT_DELIVERIES)) {
      var positions = new HashMap<String, List<Long>>();
      while (rows.next()) {
        add(positions, rows.getString(1), rows.getLong(2));
      }
      return positions;
    }
  }

  private static void add(Map<String, List<Long>> positions, String account, long position) {
    positions.computeIfAbsent(account, _ -> new ArrayList<>()).add(position);
  }
}
