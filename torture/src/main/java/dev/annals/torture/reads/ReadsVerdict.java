package dev.annals.torture.reads;

import dev.annals.eventstore.log.EventReader;
import dev.annals.torture.round.Patience;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the campaign found.
 *
 * @param views one line for each that was compared
 * @param deliveries that were recorded
 */
record ReadsVerdict(long events, long deliveries, List<String> views, List<String> violations) {

  private static final Duration REPLAY_MAX = Duration.ofMinutes(10);
  private static final Duration CLEAN_MAX = Duration.ofSeconds(30);
  private static final String REPLAYS = "/v1/audit/replays";
  private static final int ACCEPTED = 202;
  private static final int OK = 200;

  static ReadsVerdict of(EventReader log, ReadsDatabases databases, QueryClient client)
      throws IOException, InterruptedException, SQLException {
    var violations = new ArrayList<String>();
    var views = new ArrayList<String>();
    requireNothingLeft(databases, violations, "before the comparisons");
    for (var projection : client.get("/v1/projections").json().path("items")) {
      var name = projection.path("name").asString();
      if (!name.equals(RecordedDeliveries.ID.name())) {
        views.add(compare(name, log.head().value(), client, violations));
      }
    }
    if (views.isEmpty()) {
      violations.add("no view was compared");
    }
    requireNothingLeft(databases, violations, "after the comparisons");
    var deliveries = DeliveryCheck.of(log, databases, violations);
    return new ReadsVerdict(log.head().value(), deliveries, views, violations);
  }

  /** Replays of those that were killed are gone, whoever began them. */
  private static void requireNothingLeft(
      ReadsDatabases databases, List<String> violations, String when) throws InterruptedException {
    if (!Patience.until(CLEAN_MAX, () -> nothingIsLeft(databases))) {
      violations.add("replays were left behind " + when);
    }
  }

  private static boolean nothingIsLeft(ReadsDatabases databases) throws SQLException {
    try (var connection = databases.views();
        var statement = connection.createStatement();
        var row = statement.executeQuery(ReadsSql.COUNT_REPLAYS_WITH_TABLES)) {
      row.next();
      return row.getInt(1) == 0 && row.getInt(2) == 0;
    }
  }

  private static String compare(
      String projection, long head, QueryClient client, List<String> violations)
      throws IOException, InterruptedException {
    var wish = JsonMapper.shared().createObjectNode();
    wish.put("projection", projection).put("position", head);
    var begun = client.post(REPLAYS, wish);
    if (begun.status() != ACCEPTED) {
      throw new ReadsFailed("no replay was begun: " + begun);
    }
    var path = REPLAYS + "/" + begun.json().path("replay").asLong();
    Patience.until(
        REPLAY_MAX, () -> !client.get(path).json().path("state").asString().equals("RUNNING"));
    var replay = client.get(path).json();
    var differences = client.get(path + "/differences");
    if (differences.status() != OK || !differences.json().path("equal").asBoolean()) {
      violations.add(
          "%s differs from its replay: %s %s".formatted(projection, replay, differences.json()));
    }
    client.delete(path);
    return "%s: %,d rows compared at position %,d, replayed at %,d events/s"
        .formatted(
            projection,
            rows(differences.json()),
            replay.path("until").asLong(),
            replay.path("eventsPerSecond").asLong());
  }

  private static long rows(JsonNode differences) {
    var rows = 0L;
    for (var table : differences.path("tables")) {
      rows += table.path("compared").asLong();
    }
    return rows;
  }
}
