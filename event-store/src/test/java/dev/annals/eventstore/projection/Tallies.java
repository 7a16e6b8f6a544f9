package dev.annals.eventstore.projection;

import dev.annals.eventstore.projection.SeenEvents.Interference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A row per key that changes with each event, and a row per event, from which its past is told. */
final class Tallies implements Projection {

  static final ProjectionId ID = new ProjectionId("test.tallies", 1);

  private static final String COUNT =
      """
      INSERT INTO tally (key, count, position) VALUES (?, 1, ?)
      ON CONFLICT (key) DO UPDATE SET count = tally.count + 1, position = EXCLUDED.position
      """;

  private static final String MARK =
      """
      INSERT INTO mark (key, position, count)
      SELECT key, position, count FROM tally WHERE key = ? AND position = ?
      """;

  private final OrderingKeys keys = new OrderingKeys(orderedBy());
  private final ProjectionId id;
  private volatile Interference interference = SeenEvents.NONE;

  Tallies() {
    this(ID);
  }

  Tallies(ProjectionId id) {
    this.id = id;
  }

  void interfere(Interference next) {
    interference = next;
  }

  @Override
  public ProjectionId id() {
    return id;
  }

  @Override
  public Set<String> eventTypes() {
    return Set.of(SeenEvents.HANDLED);
  }

  @Override
  public Optional<String> orderedBy() {
    return Optional.of("key");
  }

  @Override
  public String tables() {
    return """
    CREATE TABLE tally (
          key text COLLATE "C" PRIMARY KEY, count bigint NOT NULL, position bigint NOT NULL);
    CREATE TABLE mark (
      key text COLLATE "C", position bigint, count bigint NOT NULL, PRIMARY KEY (key, position))
    """;
  }

  @Override
  public List<PastTable> pastTables() {
    return List.of(
        new PastTable(
            "tally",
            List.of("key"),
            """
            SELECT key, count, position FROM tally WHERE position <= :position
            UNION ALL
            SELECT tally.key, past.count, past.position
              FROM tally
              JOIN LATERAL (
                     SELECT count, position
                       FROM mark
                      WHERE mark.key = tally.key AND mark.position <= :position
                      ORDER BY mark.position DESC
                      LIMIT 1) AS past ON TRUE
             WHERE tally.position > :position
            """),
        new PastTable(
            "mark",
            List.of("key", "position"),
            "SELECT key, position, count FROM mark WHERE position <= :position"));
  }

  @Override
  public void apply(List<Delivery> deliveries, Connection readDatabase) throws SQLException {
    for (var delivery : deliveries) {
      for (var key : keys.of(delivery.event())) {
        if (delivery.owns(key)) {
          run(COUNT, key, delivery.position().value(), readDatabase);
          run(MARK, key, delivery.position().value(), readDatabase);
        }
      }
    }
    interference.after(deliveries, readDatabase);
  }

  private static void run(String sql, String key, long position, Connection readDatabase)
      throws SQLException {
    try (var statement = readDatabase.prepareStatement(sql)) {
      statement.setString(1, key);
      statement.setLong(2, position);
      statement.executeUpdate();
    }
  }
}
