package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One process that runs one projection, whose log and read database can be tampered with. */
abstract class RunnerScenario {

  static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
  static final Duration BOUND = Duration.ofSeconds(20);
  private static final ProjectionProperties QUICK =
      new ProjectionProperties(
          100,
          1 << 20,
          Duration.ofMillis(1),
          Duration.ofMillis(200),
          Duration.ofMillis(5),
          Duration.ofMillis(40),
          Duration.ofSeconds(5),
          100,
          new ProjectionProperties.Segments(8, 1, Duration.ofSeconds(1)),
          new ProjectionProperties.DeadLetters(1_000, 1_000));

  final InMemoryEventLog log = new InMemoryEventLog(NOON);
  final ReaderDecorator reader = new ReaderDecorator(log);
  final DataSource database = TestPostgres.freshPool();
  final SeenEvents projection = new SeenEvents();
  private final Appender appender = new Appender(log);
  final ProjectionRunners runners = runners(projection);
  final ProjectionRunner runner = runners.of(SeenEvents.ID);

  @BeforeEach
  void createTables() {
    ProjectionSchema.migrate(database);
  }

  @AfterEach
  void close() {
    runners.close();
    log.close();
  }

  private ProjectionRunners runners(Projection applied) {
    return new ProjectionRunners(List.of(applied), reader, database, QUICK, NOON);
  }

  final void append(String type, int count) {
    appender.append(type, count);
  }

  static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  final long storedToken() throws SQLException {
    try (var connection = database.getConnection()) {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("SELECT position FROM projection.live_progress")) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  final void execute(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
