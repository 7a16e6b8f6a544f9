package dev.annals.query.testing;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionProperties;
import dev.annals.eventstore.projection.ProjectionRunner;
import dev.annals.eventstore.projection.ProjectionSchema;
import dev.annals.eventstore.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** A fresh database with the tables of all views. */
public final class ReadDatabase {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final DataSource dataSource = TestPostgres.freshDatabase();
  private final JdbcClient jdbc = JdbcClient.create(dataSource);

  public ReadDatabase() {
    migrate();
    ProjectionSchema.migrate(dataSource);
  }

  /** In the order of the versions in their names, which all have the same length. */
  private void migrate() {
    try {
      var migrations =
          new PathMatchingResourcePatternResolver().getResources("classpath:db/query/V*.sql");
      Arrays.sort(migrations, Comparator.comparing(Resource::getFilename));
      new ResourceDatabasePopulator(migrations).execute(dataSource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JdbcClient jdbc() {
    return jdbc;
  }

  /** Runs the projection over what the log holds now, in batches of at most this many events. */
  public void project(Projection projection, EventReader log, int batchEventsMax) throws Exception {
    var defaults = ProjectionProperties.defaults();
    var properties =
        new ProjectionProperties(
            batchEventsMax,
            defaults.batchCharactersMax(),
            defaults.readTimeout(),
            Duration.ofMillis(5),
            Duration.ofMillis(10),
            defaults.closeTimeout(),
            defaults.waitersMax());
    try (var runner =
        new ProjectionRunner(projection, log, dataSource, properties, Clock.systemUTC())) {
      runner.start();
      if (!runner.awaitPosition(log.head(), BOUND)) {
        throw new AssertionError("The projection does not get on: " + runner.status());
      }
    }
  }

  /** Applies what the log holds as one batch, outside of any runner, and lets failures through. */
  public void applyAll(Projection projection, EventReader log) throws SQLException {
    var events = log.read(EventQuery.all(), SequencePosition.ORIGIN, EventReader.READ_MAX);
    try (var connection = dataSource.getConnection()) {
      projection.apply(events, connection);
    }
  }

  /** Every row of a table as text, in a stable order. */
  public List<Map<String, Object>> rows(String table) {
    return jdbc.sql("TABLE " + table + " ORDER BY 1, 2").query().listOfRows();
  }

  /** Fails unless PostgreSQL can plan the statement with these parameters. */
  public String plan(String sql, Map<String, ?> params) {
    return String.join("\n", jdbc.sql("EXPLAIN " + sql).params(params).query(String.class).list());
  }
}
