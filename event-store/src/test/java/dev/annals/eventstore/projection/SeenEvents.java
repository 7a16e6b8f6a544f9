package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Writes one row per event, and can be told to fail. */
final class SeenEvents implements Projection {

  static final ProjectionId ID = new ProjectionId("test.seen", 1);
  static final String HANDLED = "test.Handled";
  static final String PASSING = "test.Passing";

  /** What to do after a batch is written, before it commits. */
  interface Interference {
    void after(List<SequencedEvent> batch, Connection connection) throws SQLException;
  }

  static final Interference NONE = (_, _) -> {};

  private volatile Interference interference = NONE;
  private final AtomicInteger batches = new AtomicInteger();

  void interfere(Interference next) {
    interference = next;
  }

  int batches() {
    return batches.get();
  }

  @Override
  public ProjectionId id() {
    return ID;
  }

  @Override
  public Set<String> eventTypes() {
    return Set.of(HANDLED);
  }

  /** Fails on a second row for the same event, so applying twice cannot go unseen. */
  @Override
  public void apply(List<SequencedEvent> events, Connection readDatabase) throws SQLException {
    batches.incrementAndGet();
    try (var insert =
        readDatabase.prepareStatement(
            "INSERT INTO seen (position, payload) SELECT * FROM unnest(?::bigint[], ?::text[])")) {
      insert.setObject(1, events.stream().mapToLong(e -> e.position().value()).toArray());
      insert.setObject(2, events.stream().map(e -> e.event().payload()).toArray(String[]::new));
      insert.executeUpdate();
    }
    interference.after(events, readDatabase);
  }

  static void createTable(DataSource database) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE seen (
            position bigint PRIMARY KEY,
            payload text NOT NULL,
            written bigint GENERATED ALWAYS AS IDENTITY)
          """);
    }
  }

  /** The positions in the order they were written. */
  static List<Long> positions(DataSource database) throws SQLException {
    try (var connection = database.getConnection();
        var select = connection.prepareStatement("SELECT position FROM seen ORDER BY written");
        var rows = select.executeQuery()) {
      var positions = new ArrayList<Long>();
      while (rows.next()) {
        positions.add(rows.getLong(1));
      }
      return positions;
    }
  }
}
