package dev.annals.eventstore.projection;

import static dev.annals.eventstore.projection.SeenEvents.HANDLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProjectionBuildsIT {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private static final String WAITING_FOR_A_ROW =
      """
      SELECT count(*) FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock'
      """;

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final Appender appender = new Appender(log);
  private final DataSource database = TestPostgres.freshPool();
  private final List<ProjectionRunners> started = new ArrayList<>();

  @BeforeEach
  void migrate() {
    ProjectionSchema.migrate(database);
  }

  @AfterEach
  void close() {
    started.forEach(ProjectionRunners::close);
    log.close();
  }

  private ProjectionRunners runners(Projection... projections) {
    var properties =
        new ProjectionProperties(
            50,
            1 << 20,
            Duration.ofMillis(1),
            Duration.ofMillis(200),
            Duration.ofMillis(5),
            Duration.ofMillis(40),
            Duration.ofSeconds(5),
            100,
            new ProjectionProperties.Segments(8, 1, Duration.ofMillis(500)),
            new ProjectionProperties.DeadLetters(1_000, 1_000));
    var runners =
        new ProjectionRunners(List.of(projections), log, database, properties, Clock.systemUTC());
    started.add(runners);
    runners.start();
    return runners;
  }

  @Test
  void a_rebuild_goes_live_when_it_has_caught_up_and_the_former_is_kept() throws Exception {
    appender.append(HANDLED, 2_000);
    var runner = runners(new SeenEvents()).of(SeenEvents.ID);
    assertThat(runner.awaitPosition(log.head(), BOUND)).isTrue();

    var name = runner.builds().rebuild();
    assertThat(name).isEqualTo("test_seen_v1_2");
    awaitLive(runner, name);

    assertThat(states(runner)).containsExactly("test_seen_v1 KEPT", "test_seen_v1_2 LIVE");
    assertThat(SeenEvents.positions(database)).hasSize(2_000);
    assertThat(positionsIn("test_seen_v1")).isEqualTo(2_000);
    appender.append(HANDLED, 100);
    assertThat(runner.awaitPosition(log.head(), BOUND)).isTrue();
    assertThat(SeenEvents.positions(database)).hasSize(2_100);
    await().atMost(BOUND).until(() -> positionsIn("test_seen_v1") == 2_100);
  }

  @Test
  void a_rebuild_under_way_is_not_started_twice_and_can_be_abandoned() throws Exception {
    var slow = new SeenEvents();
    var holdUp = new AtomicBoolean();
    slow.interfere(
        (_, connection) -> {
          if (holdUp.get() && schemaOf(connection).equals("test_seen_v1_2")) {
            throw new IllegalArgumentException("not yet");
          }
        });
    appender.append(HANDLED, 200);
    var runner = runners(slow).of(SeenEvents.ID);
    assertThat(runner.awaitPosition(log.head(), BOUND)).isTrue();
    holdUp.set(true);

    var name = runner.builds().rebuild();
    assertThat(runner.builds().rebuild()).isEqualTo(name);
    assertThat(runner.builds().goLive(name)).isEqualTo(BuildChange.TOO_FAR_BEHIND);
    appender.append(HANDLED, 200);
    assertThat(runner.awaitPosition(log.head(), BOUND)).as("the live one goes on").isTrue();
    var progress = runner.builds().all().getLast();
    assertThat(progress.state()).isEqualTo("BUILDING");
    assertThat(progress.way().position().value()).isZero();
    assertThat(progress.way().head()).isEqualTo(log.head());
    await()
        .atMost(BOUND)
        .until(() -> String.valueOf(runner.builds().all().getLast().cause()).contains("not yet"));

    assertThat(runner.builds().abandon(name)).isEqualTo(BuildChange.DONE);
    assertThat(runner.builds().abandon(name)).isEqualTo(BuildChange.NO_SUCH_BUILD);
    assertThat(states(runner)).containsExactly("test_seen_v1 LIVE");
    assertThat(exists("test_seen_v1_2")).isFalse();
    holdUp.set(false);
    assertThat(runner.builds().rebuild()).isEqualTo("test_seen_v1_3");
  }

  @Test
  void a_step_of_the_live_build_under_way_is_waited_for_before_reads_see_another()
      throws Exception {
    appender.append(HANDLED, 200);
    var runners = runners(new SeenEvents());
    var runner = runners.of(SeenEvents.ID);
    var next = runner.builds().rebuild();
    awaitLive(runner, next);
    runners.close();
    try (var step = database.getConnection();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      step.setAutoCommit(false);
      try (var advance = step.createStatement()) {
        advance.executeUpdate(
            """
            UPDATE projection.segment SET position = position + 1
             WHERE build = (SELECT build FROM projection.build WHERE state = 'LIVE')
            """);
      }
      var change = threads.submit(() -> runner.builds().goLive("test_seen_v1"));
      await()
          .atMost(BOUND)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> number(WAITING_FOR_A_ROW) == 1);
      step.commit();
      // Refused as too far behind; or by its patience, if the commit took long.
      await().atMost(BOUND).until(change::isDone);
    }
    assertThat(states(runner)).containsExactly("test_seen_v1 KEPT", "test_seen_v1_2 LIVE");
  }

  @Test
  void reads_can_go_back_to_the_kept_build_and_only_one_is_kept() throws Exception {
    appender.append(HANDLED, 500);
    var runner = runners(new SeenEvents()).of(SeenEvents.ID);
    var second = runner.builds().rebuild();
    awaitLive(runner, second);
    assertThat(runner.builds().abandon(second)).isEqualTo(BuildChange.NOT_IN_THIS_STATE);

    await().atMost(BOUND).until(() -> runner.builds().goLive("test_seen_v1") == BuildChange.DONE);
    assertThat(states(runner)).containsExactly("test_seen_v1 LIVE", "test_seen_v1_2 KEPT");
    assertThat(runner.builds().goLive("test_seen_v1")).isEqualTo(BuildChange.NOT_IN_THIS_STATE);
    assertThat(runner.builds().goLive("test_seen_v9")).isEqualTo(BuildChange.NO_SUCH_BUILD);

    var third = runner.builds().rebuild();
    awaitLive(runner, third);
    await().atMost(BOUND).until(() -> !exists("test_seen_v1_2"));
    assertThat(states(runner)).containsExactly("test_seen_v1 KEPT", "test_seen_v1_3 LIVE");
  }

  @Test
  void whoever_holds_the_build_kept_before_does_not_hold_up_reads_or_their_switch()
      throws Exception {
    appender.append(HANDLED, 100);
    var runner = runners(new SeenEvents()).of(SeenEvents.ID);
    var second = runner.builds().rebuild();
    awaitLive(runner, second);
    try (var holder = database.getConnection()) {
      holder.setAutoCommit(false);
      try (var lock = holder.createStatement()) {
        lock.execute("LOCK TABLE test_seen_v1.seen IN ROW EXCLUSIVE MODE");
      }
      var third = runner.builds().rebuild();
      awaitLive(runner, third);
      appender.append(HANDLED, 100);
      await().atMost(BOUND).until(() -> SeenEvents.positions(database).size() == 200);
      assertThat(exists("test_seen_v1")).isTrue();
      holder.rollback();
    }
    await().atMost(BOUND).until(() -> !exists("test_seen_v1"));
    assertThat(states(runner)).containsExactly("test_seen_v1_2 KEPT", "test_seen_v1_3 LIVE");
  }

  @Test
  void a_new_version_is_built_beside_the_one_that_other_processes_go_on_with() throws Exception {
    appender.append(HANDLED, 500);
    var former = runners(new SeenEvents()).of(SeenEvents.ID);
    assertThat(former.awaitPosition(log.head(), BOUND)).isTrue();

    var second = new ProjectionId(SeenEvents.ID.name(), 2);
    var next = runners(new SeenEvents(second)).of(second);
    awaitLive(next, "test_seen_v2");

    appender.append(HANDLED, 500);
    assertThat(next.awaitPosition(log.head(), BOUND)).isTrue();
    assertThat(former.awaitPosition(log.head(), BOUND)).as("sees the other's progress").isTrue();
    assertThat(SeenEvents.positions(database)).hasSize(1_000);
  }

  @Test
  void an_old_version_that_comes_back_does_not_take_reads_back() throws Exception {
    appender.append(HANDLED, 200);
    var second = new ProjectionId(SeenEvents.ID.name(), 2);
    var next = runners(new SeenEvents(second)).of(second);
    awaitLive(next, "test_seen_v2");

    var old = runners(new SeenEvents()).of(SeenEvents.ID);
    await()
        .atMost(BOUND)
        .until(
            () ->
                old.builds().all().stream()
                    .filter(build -> build.build().equals("test_seen_v1"))
                    .anyMatch(build -> build.way().position().value() == 200));
    old.tend();
    old.tend();

    assertThat(states(old)).containsExactly("test_seen_v2 LIVE", "test_seen_v1 BUILDING");
    assertThat(old.builds().goLive("test_seen_v1"))
        .as("but people can")
        .isEqualTo(BuildChange.DONE);
  }

  /** Also with tables of the same names, which reads can only see of one. */
  @Test
  void a_projection_that_replaces_another_drops_its_builds_when_it_goes_live() throws Exception {
    appender.append(HANDLED, 300);
    var formerId = new ProjectionId("test.former", 1);
    var former = runners(new SeenEvents(formerId)).of(formerId);
    assertThat(former.awaitPosition(log.head(), BOUND)).isTrue();

    var next = runners(new SeenEvents(SeenEvents.ID, Set.of("test.former"))).of(SeenEvents.ID);
    awaitLive(next, "test_seen_v1");
    assertThat(next.awaitPosition(log.head(), BOUND)).isTrue();

    assertThat(exists("test_former_v1")).isFalse();
    assertThat(former.builds().all()).isEmpty();
    assertThat(SeenEvents.positions(database)).hasSize(300);
  }

  @Test
  void reads_see_one_build_as_a_whole_whatever_goes_live_meanwhile() throws Exception {
    appender.append(HANDLED, 300);
    var runner = runners(new SeenEvents()).of(SeenEvents.ID);
    assertThat(runner.awaitPosition(log.head(), BOUND)).isTrue();
    var done = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reads =
          threads.submit(
              () -> {
                var count = 0;
                var last = 0L;
                while (!done.get()) {
                  last = readConsistently(last);
                  count++;
                }
                return count;
              });
      var appends =
          threads.submit(
              () -> {
                while (!done.get()) {
                  appender.append(HANDLED, 5);
                  assertThat(runner.awaitPosition(log.head(), BOUND)).isTrue();
                }
                return log.head();
              });
      for (var i = 0; i < 5; i++) {
        awaitLive(runner, runner.builds().rebuild());
      }
      done.set(true);
      assertThat(reads.get()).isGreaterThan(100);
      assertThat(appends.get().value()).isGreaterThan(300);
    }
  }

  /** Every event up to the position is there, and the position never goes back. */
  private long readConsistently(long last) throws SQLException {
    try (var connection = database.getConnection();
        var select =
            connection.prepareStatement(
                """
                SELECT token.position,
                       (SELECT count(DISTINCT position) FROM live.seen
                         WHERE position <= token.position)
                  FROM projection.live_progress AS token
                """);
        var row = select.executeQuery()) {
      assertThat(row.next()).isTrue();
      var position = row.getLong(1);
      assertThat(row.getLong(2)).isEqualTo(position);
      assertThat(position).isGreaterThanOrEqualTo(last);
      return position;
    }
  }

  private static void awaitLive(ProjectionRunner runner, String build) {
    await().atMost(BOUND).until(() -> states(runner).contains(build + " LIVE"));
  }

  private static List<String> states(ProjectionRunner runner) {
    return runner.builds().all().stream()
        .map(build -> build.build() + " " + build.state())
        .toList();
  }

  private static String schemaOf(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT current_schema()")) {
      row.next();
      return row.getString(1);
    }
  }

  private long positionsIn(String schema) throws SQLException {
    return number("SELECT count(DISTINCT position) FROM %s.seen".formatted(schema));
  }

  private boolean exists(String schema) throws SQLException {
    return number("SELECT count(*) FROM pg_namespace WHERE nspname = '%s'".formatted(schema)) == 1;
  }

  private long number(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
