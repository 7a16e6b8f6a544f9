package dev.annals.query.testing;

import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.Delivery;
import dev.annals.eventstore.projection.PastTable;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionProperties;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.eventstore.projection.ProjectionSchema;
import dev.annals.eventstore.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A fresh database, and a way to fill it with views. */
public final class ReadDatabase {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final DataSource dataSource = TestPostgres.freshPool();
  private final JdbcClient jdbc = JdbcClient.create(readingViews());

  public ReadDatabase() {
    ProjectionSchema.migrate(dataSource);
  }

  /** Finds views as the service's reads do. */
  private DataSource readingViews() {
    return new DelegatingDataSource(dataSource) {

      @Override
      public Connection getConnection() throws SQLException {
        return connect();
      }
    };
  }

  /** A connection that finds views as the service's reads do, to be closed by the caller. */
  public Connection connect() throws SQLException {
    var connection = dataSource.getConnection();
    connection.setSchema("live");
    return connection;
  }

  public JdbcClient jdbc() {
    return jdbc;
  }

  /** Runs the projection over what the log holds now, in batches of at most this many events. */
  public void project(Projection projection, EventReader log, int batchEventsMax) throws Exception {
    project(projection, log, batchEventsMax, 1);
  }

  /** With several processes, each of which has its share. */
  public void project(Projection projection, EventReader log, int batchEventsMax, int processes)
      throws Exception {
    var properties = properties(batchEventsMax);
    var all = new ArrayList<ProjectionRunners>();
    try {
      for (var i = 0; i < processes; i++) {
        var one =
            new ProjectionRunners(
                List.of(projection), log, dataSource, properties, Clock.systemUTC());
        all.add(one);
        one.start();
      }
      var runner = all.getFirst().of(projection.id());
      if (!runner.awaitPosition(log.head(), BOUND)) {
        throw new AssertionError("The projection does not get on: " + runner.status());
      }
    } finally {
      all.forEach(ProjectionRunners::close);
    }
  }

  /** Runs it until reads see its version instead of another. */
  public void projectUntilLive(Projection projection, EventReader log) {
    try (var runners = start(projection, log)) {
      var runner = runners.of(projection.id());
      await().atMost(BOUND).until(() -> runner.status().id().equals(projection.id()));
    }
  }

  /** Runs it until the runners are closed. */
  public ProjectionRunners start(Projection projection, EventReader log) {
    var runners =
        new ProjectionRunners(
            List.of(projection), log, dataSource, properties(1_000), Clock.systemUTC());
    runners.start();
    return runners;
  }

  /** Pretends that a build has come to a position. */
  public void setPositions(String build, long position) throws SQLException {
    try (var connection = dataSource.getConnection();
        var update =
            connection.prepareStatement(
                """
                UPDATE projection.segment SET position = ?
                 WHERE build = (SELECT build FROM projection.build WHERE tables = ?)
                """)) {
      update.setLong(1, position);
      update.setString(2, build);
      update.executeUpdate();
    }
  }

  /** All that exist, with their states. */
  public List<String> builds() {
    return jdbc.sql(
            """
            SELECT tables || ' ' || state FROM projection.build WHERE state <> 'DROPPED' ORDER BY 1
            """)
        .query(String.class)
        .list();
  }

  private static ProjectionProperties properties(int batchEventsMax) {
    var defaults = ProjectionProperties.defaults();
    return new ProjectionProperties(
        batchEventsMax,
        defaults.batchCharactersMax(),
        Duration.ofMillis(1),
        defaults.readTimeout(),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        defaults.closeTimeout(),
        defaults.waitersMax(),
        new ProjectionProperties.Segments(8, 2, Duration.ofMillis(500)),
        defaults.deadLetters());
  }

  /** Applies what the log holds as one batch, outside of any runner, and lets failures through. */
  public void applyAll(Projection projection, EventReader log) throws SQLException {
    var events = log.read(EventQuery.all(), SequencePosition.ORIGIN, EventReader.READ_MAX);
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA scratch; SET search_path = scratch;" + projection.tables());
      projection.apply(events.stream().map(Delivery::ofAll).toList(), connection);
    }
  }

  /** Every row of a table as text, in a stable order. */
  public List<Map<String, Object>> rows(String table) {
    return jdbc.sql("TABLE " + table + " ORDER BY 1, 2").query().listOfRows();
  }

  /** What {@link #rows} would have told at the position. */
  public List<Map<String, Object>> rowsAt(PastTable table, long position) {
    return jdbc.sql(table.rowsAt() + " ORDER BY 1, 2")
        .param("position", position)
        .query()
        .listOfRows();
  }

  /** Fails unless PostgreSQL can plan the statement with these parameters. */
  public String plan(String sql, Map<String, ?> params) {
    return String.join("\n", jdbc.sql("EXPLAIN " + sql).params(params).query(String.class).list());
  }
}
