package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.Tag;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Writes one row per event and key, and can be told to fail. */
final class SeenEvents implements Projection {

  static final ProjectionId ID = new ProjectionId("test.seen", 1);
  static final String HANDLED = "test.Handled";
  static final String PASSING = "test.Passing";
  static final int KEYS = 16;

  /** What to do after a batch is written, before it commits. */
  interface Interference {
    void after(List<Delivery> batch, Connection connection) throws SQLException;
  }

  /** A row as it was written. */
  record Row(long position, String key) {}

  static final Interference NONE = (_, _) -> {};

  private final OrderingKeys keys = new OrderingKeys(orderedBy());
  private volatile Interference interference = NONE;
  private final AtomicInteger batches = new AtomicInteger();
  private final ProjectionId id;
  private final Set<String> replaces;

  SeenEvents() {
    this(ID);
  }

  SeenEvents(ProjectionId id) {
    this(id, Set.of());
  }

  SeenEvents(ProjectionId id, Set<String> replaces) {
    this.id = id;
    this.replaces = replaces;
  }

  void interfere(Interference next) {
    interference = next;
  }

  int batches() {
    return batches.get();
  }

  @Override
  public ProjectionId id() {
    return id;
  }

  @Override
  public Set<String> replaces() {
    return replaces;
  }

  @Override
  public Set<String> eventTypes() {
    return Set.of(HANDLED);
  }

  @Override
  public Optional<String> orderedBy() {
    return Optional.of("key");
  }

  @Override
  public String tables() {
    return """
    CREATE TABLE seen (
      position bigint NOT NULL,
      key text NOT NULL,
      payload text NOT NULL,
      written bigint GENERATED ALWAYS AS IDENTITY,
      PRIMARY KEY (position, key))
    """;
  }

  /** When they were written is no matter of position: a replay writes in another order. */
  @Override
  public List<PastTable> pastTables() {
    return List.of();
  }

  /** Fails on a second row for the same event, so applying twice cannot go unseen. */
  @Override
  public void apply(List<Delivery> deliveries, Connection readDatabase) throws SQLException {
    batches.incrementAndGet();
    var rows = new ArrayList<Row>();
    for (var delivery : deliveries) {
      keys.of(delivery.event()).stream()
          .filter(delivery::owns)
          .forEach(key -> rows.add(new Row(delivery.position().value(), key)));
    }
    try (var insert =
        readDatabase.prepareStatement(
            """
            INSERT INTO seen (position, key, payload)
            SELECT position, key, 'x' FROM unnest(?::bigint[], ?::text[]) AS row (position, key)
            """)) {
      insert.setObject(1, rows.stream().mapToLong(Row::position).toArray());
      insert.setObject(2, rows.stream().map(Row::key).toArray(String[]::new));
      insert.executeUpdate();
    }
    interference.after(deliveries, readDatabase);
  }

  static String keyOf(long number) {
    return "k" + number % KEYS;
  }

  /** An event of one key; every fifth also has a second one. */
  static Event event(String type, long number) {
    var tags =
        number % 5 == 0
            ? Set.of(Tag.of("key", keyOf(number)), Tag.of("key", keyOf(number + 1)))
            : Set.of(Tag.of("key", keyOf(number)));
    return new Event(
        new UUID(0, number),
        type,
        "1",
        Instant.EPOCH,
        tags,
        "{\"n\":%d}".formatted(number),
        Map.of());
  }

  /** The rows in the order they were written. */
  static List<Row> rows(DataSource database) throws SQLException {
    try (var connection = database.getConnection();
        var select =
            connection.prepareStatement("SELECT position, key FROM live.seen ORDER BY written");
        var rows = select.executeQuery()) {
      var found = new ArrayList<Row>();
      while (rows.next()) {
        found.add(new Row(rows.getLong(1), rows.getString(2)));
      }
      return found;
    }
  }

  /** The positions, each once, in the order they were written. */
  static List<Long> positions(DataSource database) throws SQLException {
    return rows(database).stream().map(Row::position).distinct().toList();
  }
}
