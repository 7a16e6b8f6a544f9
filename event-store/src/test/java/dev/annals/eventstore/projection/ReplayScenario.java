package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.Replay.State;
import dev.annals.eventstore.projection.ReplayStart.Started;
import dev.annals.eventstore.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Processes that replay a view, as far as the others can tell. */
abstract class ReplayScenario {

  static final Duration BOUND = Duration.ofSeconds(30);
  static final Duration HOUR = Duration.ofHours(1);
  static final String SERVING = "test_tallies_v1";

  final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  final Appender appender = new Appender(log);
  final DataSource database = TestPostgres.freshPool();
  private final List<AutoCloseable> started = new ArrayList<>();

  /** A process, as far as the others can tell. */
  record Instance(
      Tallies projection, CuttableDatabase way, ProjectionRunners runners, Replays replays) {

    ProjectionRunner runner() {
      return runners.of(projection.id());
    }
  }

  @BeforeEach
  void migrate() {
    ProjectionSchema.migrate(database);
  }

  @AfterEach
  void close() throws Exception {
    for (var each : started.reversed()) {
      each.close();
    }
    log.close();
    assertThat(schemas()).as("replays that have tables").isEqualTo(withTables());
  }

  final Instance instance() {
    return instance(new Tallies(), ReplayProperties.defaults());
  }

  final Instance instance(Tallies projection, ReplayProperties limits) {
    var way = new CuttableDatabase(database);
    var properties =
        new ProjectionProperties(
            300,
            1 << 20,
            Duration.ofMillis(1),
            Duration.ofMillis(200),
            Duration.ofMillis(5),
            Duration.ofMillis(40),
            Duration.ofSeconds(5),
            100,
            new ProjectionProperties.Segments(4, 1, Duration.ofSeconds(1)),
            ProjectionProperties.DeadLetters.defaults());
    var runners =
        new ProjectionRunners(
            List.of(projection), log, way.dataSource(), properties, Clock.systemUTC());
    var replays = runners.replays(limits);
    started.add(runners);
    started.add(replays);
    runners.start();
    replays.start();
    return new Instance(projection, way, runners, replays);
  }

  /** One that has come up with a log of so many events. */
  final Instance instanceAfter(int events) throws InterruptedException {
    appender.append(SeenEvents.HANDLED, events);
    var instance = instance();
    awaitHead(instance);
    return instance;
  }

  /** Has each batch take a little longer; counts down with the first. */
  static CountDownLatch slowDown(Instance instance, Duration batch) {
    var reached = new CountDownLatch(1);
    instance
        .projection()
        .interfere(
            (_, _) -> {
              reached.countDown();
              awaitUninterruptibly(new CountDownLatch(1), batch);
            });
    return reached;
  }

  static ReplayRequest request(long until) {
    return new ReplayRequest(
        Tallies.ID, new Replay.Wanted(SequencePosition.of(until), null, "auditor"), HOUR);
  }

  static Replay begin(Instance instance, long until) {
    return ((Started) instance.replays().begin(request(until))).replay();
  }

  static Replay done(Instance instance, Replay replay) {
    return ends(instance, replay, State.DONE);
  }

  static Replay ends(Instance instance, Replay replay, State state) {
    return await()
        .atMost(BOUND)
        .until(
            () -> instance.replays().find(replay.replay()).orElseThrow(),
            found -> found.state() == state);
  }

  final void awaitHead(Instance instance) throws InterruptedException {
    assertThat(instance.runner().awaitPosition(log.head(), BOUND))
        .as("%s", instance.runner().status())
        .isTrue();
  }

  final List<String> schemas() throws SQLException {
    return texts("SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'audit%' ORDER BY 1");
  }

  private List<String> withTables() throws SQLException {
    return texts(
        "SELECT 'audit_' || replay FROM projection.replay WHERE state IN ('RUNNING', 'DONE')"
            + " ORDER BY 1");
  }

  static String schemaOf(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT current_schema()")) {
      row.next();
      return row.getString(1);
    }
  }

  static void awaitUninterruptibly(CountDownLatch latch) {
    awaitUninterruptibly(latch, Duration.ofSeconds(30));
  }

  static void awaitUninterruptibly(CountDownLatch latch, Duration time) {
    try {
      latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  final long number(String sql) throws SQLException {
    return Long.parseLong(texts(sql).getFirst());
  }

  final List<String> texts(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  final void execute(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
