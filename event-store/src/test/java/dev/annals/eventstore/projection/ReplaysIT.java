package dev.annals.eventstore.projection;

import static dev.annals.eventstore.projection.SeenEvents.HANDLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.Replay.State;
import dev.annals.eventstore.projection.ReplayComparison.Compared;
import dev.annals.eventstore.projection.ReplayComparison.Incomparable;
import dev.annals.eventstore.projection.ReplayComparison.Obstacle;
import dev.annals.eventstore.projection.ReplayStart.TooManyKept;
import dev.annals.eventstore.projection.ReplayStart.TooManyRunning;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Views are replayed from the log alone, beside those that serve. */
class ReplaysIT extends ReplayScenario {

  @Test
  void nothing_that_serves_is_touched() throws Exception {
    var instance = instanceAfter(2_000);
    instance.runners().close();
    var before = everythingThatServes();

    var replay = done(instance, begin(instance, 1_500));
    assertThat(((Compared) instance.replays().compare(replay)).isEqual()).isTrue();
    assertThat(instance.replays().drop(replay.replay())).isEqualTo(ReplayDrop.DONE);

    assertThat(everythingThatServes()).isEqualTo(before);
  }

  /** Including which transaction wrote which row where. */
  private List<String> everythingThatServes() throws SQLException {
    var rows = new ArrayList<String>();
    for (var table : List.of(SERVING + ".tally", SERVING + ".mark", "projection.segment")) {
      rows.addAll(
          texts("SELECT row(t.ctid, t.xmin, t.*)::text FROM %s AS t ORDER BY 1".formatted(table)));
    }
    return rows;
  }

  @Test
  void an_event_that_cannot_be_applied_fails_the_replay_and_is_named() throws Exception {
    var instance = instanceAfter(800);
    instance
        .projection()
        .interfere(
            (deliveries, _) -> {
              if (deliveries.stream().anyMatch(each -> each.position().value() == 617)) {
                throw new IllegalArgumentException("poison");
              }
            });

    var replay = ends(instance, begin(instance, 800), State.FAILED);

    var failure = Objects.requireNonNull(replay.failure());
    assertThat(failure.position()).isEqualTo(SequencePosition.of(617));
    assertThat(failure.cause()).isEqualTo("IllegalArgumentException: poison");
    assertThat(replay.position().value()).isEqualTo(616);
    assertThat(schemas()).isEmpty();
    assertThat(instance.replays().compare(replay))
        .isEqualTo(new Incomparable(Obstacle.REPLAY_NOT_DONE, log.head()));
  }

  @Test
  void lost_connections_hold_a_replay_up_but_spoil_nothing() throws Exception {
    var instance = instanceAfter(5_000);
    var cuts = new AtomicInteger();
    instance
        .projection()
        .interfere(
            (_, connection) -> {
              if (schemaOf(connection).startsWith("audit") && cuts.incrementAndGet() % 3 == 0) {
                try (var statement = connection.createStatement()) {
                  statement.execute("SELECT pg_terminate_backend(pg_backend_pid())");
                }
              }
            });

    var replay = done(instance, begin(instance, 5_000));

    assertThat(cuts).hasValueGreaterThan(10);
    assertThat(((Compared) instance.replays().compare(replay)).isEqual()).isTrue();
  }

  @Test
  void the_replay_of_a_dead_process_fails_and_leaves_nothing_behind() throws Exception {
    var dead = instanceAfter(500);
    var reached = new CountDownLatch(1);
    var paused = new CountDownLatch(1);
    dead.projection()
        .interfere(
            (_, connection) -> {
              if (schemaOf(connection).startsWith("audit")) {
                reached.countDown();
                awaitUninterruptibly(paused);
              }
            });
    var other = instance();
    var replay = begin(dead, 500);
    assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(schemas()).containsExactly(replay.tables());

    dead.way().cut();
    var failed = ends(other, replay, State.FAILED);

    assertThat(Objects.requireNonNull(failed.failure()).cause()).contains("is gone");
    assertThat(schemas()).isEmpty();
    paused.countDown();
    dead.way().mend();
  }

  @Test
  void a_process_that_stops_says_that_its_replays_failed() throws Exception {
    var instance = instanceAfter(500);
    var reached = slowDown(instance, Duration.ofMillis(300));
    var replay = begin(instance, 500);
    assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

    instance.replays().close();

    var stopped = instance.replays().find(replay.replay()).orElseThrow();
    assertThat(stopped.state()).isEqualTo(State.FAILED);
    assertThat(Objects.requireNonNull(stopped.failure()).cause()).contains("was stopped");
    assertThat(schemas()).isEmpty();
  }

  @Test
  void a_replay_is_dropped_when_its_time_is_over_by_whoever_is_there() throws Exception {
    var first = instanceAfter(100);
    var replay = done(first, begin(first, 100));
    assertThat(Duration.between(replay.times().created(), replay.times().expires()))
        .isBetween(HOUR.minusSeconds(1), HOUR.plusSeconds(1));
    first.replays().close();
    first.runners().close();
    execute("UPDATE projection.replay SET expires_at = now()");

    var other = instance();

    ends(other, replay, State.DROPPED);
    assertThat(schemas()).isEmpty();
  }

  @Test
  void one_in_use_does_not_keep_others_whose_time_is_over() throws Exception {
    var instance = instanceAfter(100);
    var used = done(instance, begin(instance, 100));
    var other = done(instance, begin(instance, 90));
    try (var reader = database.getConnection();
        var statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.executeQuery("SELECT count(*) FROM " + used.tables() + ".tally").close();
      execute("UPDATE projection.replay SET expires_at = now()");

      ends(instance, other, State.DROPPED);
      assertThat(schemas()).containsExactly(used.tables());
    }
    ends(instance, used, State.DROPPED);
  }

  @Test
  void one_that_runs_can_be_dropped() throws Exception {
    var instance = instanceAfter(500);
    var reached = slowDown(instance, Duration.ofMillis(100));
    var replay = begin(instance, 500);
    assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(instance.replays().drop(replay.replay())).isEqualTo(ReplayDrop.DONE);
    assertThat(instance.replays().drop(replay.replay())).as("again").isEqualTo(ReplayDrop.DONE);

    assertThat(instance.replays().find(replay.replay()).map(Replay::state)).contains(State.DROPPED);
    assertThat(schemas()).isEmpty();
    assertThat(instance.replays().drop(replay.replay() + 1)).isEqualTo(ReplayDrop.NO_SUCH_REPLAY);
  }

  @Test
  void one_that_is_read_right_now_is_dropped_later() throws Exception {
    var instance = instanceAfter(100);
    var replay = done(instance, begin(instance, 100));
    try (var reader = database.getConnection();
        var statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.executeQuery("SELECT count(*) FROM " + replay.tables() + ".tally").close();

      assertThat(instance.replays().drop(replay.replay())).isEqualTo(ReplayDrop.IN_USE);
    }
    assertThat(instance.replays().drop(replay.replay())).isEqualTo(ReplayDrop.DONE);
  }

  @Test
  void there_are_no_more_than_may_be() throws Exception {
    appender.append(HANDLED, 500);
    var limits = new ReplayProperties(3, 2, HOUR, Duration.ofHours(2), Duration.ofSeconds(10));
    var instance = instance(new Tallies(), limits);
    var other = instance(new Tallies(), limits);
    awaitHead(instance);
    var paused = new CountDownLatch(1);
    instance.projection().interfere((_, _) -> awaitUninterruptibly(paused));
    var one = begin(instance, 500);
    var two = begin(instance, 500);

    assertThat(instance.replays().begin(request(500))).isEqualTo(new TooManyRunning(2));
    var three = done(other, begin(other, 400));
    assertThat(other.replays().begin(request(500))).isEqualTo(new TooManyKept(3));
    paused.countDown();
    done(instance, one);
    done(instance, two);
    assertThat(instance.replays().drop(three.replay())).isEqualTo(ReplayDrop.DONE);
    var four = done(other, begin(other, 1));

    assertThat(instance.replays().page(Long.MAX_VALUE, 3).stream().map(Replay::replay))
        .containsExactly(four.replay(), three.replay(), two.replay());
    assertThat(instance.replays().page(two.replay(), 3).stream().map(Replay::replay))
        .containsExactly(one.replay());
  }

  @Test
  void what_the_log_or_the_process_does_not_have_is_refused() {
    appender.append(HANDLED, 10);
    var instance = instance();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> instance.replays().begin(request(11)))
        .withMessageContaining("11");
    var wanted = request(1).wanted();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> instance.replays().begin(new ReplayRequest(SeenEvents.ID, wanted, HOUR)))
        .withMessageContaining("test.seen");
    assertThat(instance.replays().find(1)).isEmpty();
  }

  @Test
  void a_read_database_that_does_not_answer_is_told_from_a_defect() throws Exception {
    var instance = instanceAfter(10);
    instance.way().cut();
    assertThatExceptionOfType(ReadDatabaseUnavailableException.class)
        .isThrownBy(() -> instance.replays().begin(request(10)));
    assertThatExceptionOfType(ReadDatabaseUnavailableException.class)
        .isThrownBy(() -> instance.replays().drop(1));
    instance.way().mend();

    assertThat(done(instance, begin(instance, 10)).position().value()).isEqualTo(10);
  }
}
