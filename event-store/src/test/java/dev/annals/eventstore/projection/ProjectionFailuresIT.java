package dev.annals.eventstore.projection;

import static dev.annals.eventstore.projection.SeenEvents.HANDLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ProjectionStatus.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever fails, nothing is skipped, and what can go on does. */
class ProjectionFailuresIT extends RunnerScenario {

  @Test
  void a_failure_in_a_batch_undoes_the_whole_batch() throws Exception {
    var failures = new AtomicInteger();
    projection.interfere(
        (_, _) -> {
          if (failures.incrementAndGet() <= 5) {
            throw new IllegalArgumentException("for now");
          }
        });
    append(HANDLED, 300);
    runners.start();

    assertThat(runner.awaitPosition(SequencePosition.of(300), BOUND)).isTrue();
    assertThat(SeenEvents.positions(database)).isEqualTo(upTo(300));
    assertThat(runner.status().work().failures()).isEqualTo(5);
    assertThat(runner.status().trouble()).isNull();
  }

  @Test
  void a_connection_lost_between_rows_and_commit_loses_and_doubles_nothing() throws Exception {
    var crashes = new AtomicInteger();
    projection.interfere(
        (_, connection) -> {
          if (crashes.incrementAndGet() <= 3) {
            terminateOwnBackend(connection);
          }
        });
    append(HANDLED, 300);
    runners.start();

    assertThat(runner.awaitPosition(SequencePosition.of(300), BOUND)).isTrue();
    assertThat(SeenEvents.positions(database)).isEqualTo(upTo(300));
    assertThat(crashes).hasValueGreaterThan(3);
  }

  private static void terminateOwnBackend(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT pg_terminate_backend(pg_backend_pid())");
    }
  }

  @Test
  void a_connection_closed_by_the_handler_undoes_the_batch() throws Exception {
    var closed = new AtomicBoolean();
    projection.interfere(
        (_, connection) -> {
          if (closed.compareAndSet(false, true)) {
            connection.close();
          }
        });
    append(HANDLED, 100);
    runners.start();

    assertThat(runner.awaitPosition(SequencePosition.of(100), BOUND)).isTrue();
    assertThat(SeenEvents.positions(database)).isEqualTo(upTo(100));
  }

  @Test
  void an_event_that_cannot_be_applied_stops_only_its_segment_and_says_so() throws Exception {
    projection.interfere(
        (batch, _) -> {
          if (batch.stream().anyMatch(each -> each.position().value() == 151)) {
            throw new IllegalArgumentException("nobody can apply 151");
          }
        });
    append(HANDLED, 300);
    runners.start();

    await().atMost(BOUND).until(() -> runner.status().state() == State.STUCK);
    var stuck = SegmentHash.segmentOf(SeenEvents.keyOf(151), 8);
    var expected = upTo(300).stream().filter(n -> n < 151 || !isOnlyOf(stuck, n)).toList();
    await().atMost(BOUND).until(() -> SeenEvents.positions(database).size() == expected.size());
    assertThat(SeenEvents.positions(database)).containsExactlyInAnyOrderElementsOf(expected);
    var trouble = Objects.requireNonNull(runner.status().trouble());
    assertThat(trouble.cause()).contains("nobody can apply 151");
    assertThat(trouble.since()).isEqualTo(NOON.instant());
    assertThat(storedToken()).isEqualTo(150);
    assertThat(runner.awaitPosition(SequencePosition.of(151), Duration.ofMillis(100))).isFalse();

    projection.interfere(SeenEvents.NONE);
    assertThat(runner.awaitPosition(SequencePosition.of(300), BOUND)).isTrue();
    assertThat(SeenEvents.positions(database)).containsExactlyInAnyOrderElementsOf(upTo(300));
    assertThat(runner.status().state()).isEqualTo(State.RUNNING);
  }

  private static boolean isOnlyOf(int segment, long number) {
    return new OrderingKeys(Optional.of("key"))
        .of(SeenEvents.event(HANDLED, number)).stream()
            .allMatch(key -> SegmentHash.segmentOf(key, 8) == segment);
  }

  @Test
  void even_an_error_only_stops_it_for_a_while() throws Exception {
    var broken = new AtomicBoolean(true);
    projection.interfere(
        (_, _) -> {
          if (broken.get()) {
            throw new NoClassDefFoundError("not there yet");
          }
        });
    append(HANDLED, 10);
    runners.start();
    await().atMost(BOUND).until(() -> runner.status().state() == State.STUCK);

    broken.set(false);

    assertThat(runner.awaitPosition(SequencePosition.of(10), BOUND)).isTrue();
  }

  @Test
  void a_log_that_skips_a_position_is_not_believed() throws Exception {
    append(HANDLED, 20);
    reader.deliver(
        events -> events.stream().filter(each -> each.position().value() != 11).toList());
    runners.start();

    await().atMost(BOUND).until(() -> runner.status().state() == State.STUCK);
    assertThat(String.valueOf(runner.status().trouble())).contains("position 12 follows 10");
    assertThat(SeenEvents.positions(database)).isEmpty();

    reader.deliver(events -> events);
    assertThat(runner.awaitPosition(SequencePosition.of(20), BOUND)).isTrue();
    assertThat(SeenEvents.positions(database)).isEqualTo(upTo(20));
  }

  @Test
  void goes_on_when_the_log_answers_again() throws Exception {
    reader.deliver(
        _ -> {
          throw new EventLogException.Unavailable("pulled the plug", null);
        });
    runners.start();
    await().atMost(BOUND).until(() -> runner.status().state() == State.STUCK);
    assertThat(String.valueOf(runner.status().trouble())).contains("pulled the plug");

    reader.deliver(events -> events);

    await().atMost(BOUND).until(() -> runner.status().state() == State.RUNNING);
    append(HANDLED, 10);
    assertThat(runner.awaitPosition(SequencePosition.of(10), BOUND)).isTrue();
  }

  @Test
  void a_read_database_set_back_is_brought_up_again() throws Exception {
    append(HANDLED, 100);
    runners.start();
    assertThat(runner.awaitPosition(SequencePosition.of(100), BOUND)).isTrue();
    execute(
        """
        UPDATE projection.segment SET position = 60;
        DELETE FROM test_seen_v1.seen WHERE position > 60
        """);

    append(HANDLED, 1);

    await().atMost(BOUND).until(() -> SeenEvents.positions(database).size() == 101);
    assertThat(SeenEvents.positions(database)).isEqualTo(upTo(101));
    assertThat(runner.status().work().failures()).isEqualTo(1);
  }

  @Test
  void a_log_set_back_is_noticed_before_its_next_events_are_passed_over() throws Exception {
    append(HANDLED, 10);
    runners.start();
    assertThat(runner.awaitPosition(SequencePosition.of(10), BOUND)).isTrue();
    runners.close();

    execute("UPDATE projection.segment SET position = 20");
    runners.start();

    await().untilAsserted(() -> assertThat(runner.status().state()).isEqualTo(State.STUCK));
    assertThat(runner.status().trouble()).asString().contains("was the log restored?");
    append(HANDLED, 10);
    assertThat(SeenEvents.positions(database)).isEqualTo(upTo(10));
  }
}
