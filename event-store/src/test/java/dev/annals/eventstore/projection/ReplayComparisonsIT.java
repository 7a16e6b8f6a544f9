package dev.annals.eventstore.projection;

import static dev.annals.eventstore.projection.SeenEvents.HANDLED;
import static dev.annals.eventstore.projection.SeenEvents.PASSING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ReplayComparison.Compared;
import dev.annals.eventstore.projection.ReplayComparison.Incomparable;
import dev.annals.eventstore.projection.ReplayComparison.Letters;
import dev.annals.eventstore.projection.ReplayComparison.Obstacle;
import dev.annals.eventstore.projection.ReplayComparison.RowDifference;
import dev.annals.eventstore.projection.ReplayComparison.TableDifferences;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Replays are compared with what serves as of the same position. */
class ReplayComparisonsIT extends ReplayScenario {

  @Test
  void a_replay_holds_what_the_log_says_up_to_its_position_and_no_more() throws Exception {
    appender.append(HANDLED, 1_700);
    appender.append(PASSING, 300);
    appender.append(HANDLED, 1_345);
    var instance = instance();
    awaitHead(instance);
    for (var until : List.of(1L, 999L, 1_000L, 1_001L, 2_000L, 3_345L)) {
      var replay = done(instance, begin(instance, until));

      assertThat(replay.position().value()).isEqualTo(until);
      assertThat(number("SELECT max(position) FROM " + replay.tables() + ".mark"))
          .isEqualTo(until <= 2_000 ? Math.min(until, 1_700) : until);
      assertThat(number("SELECT position FROM " + replay.tables() + ".view_progress"))
          .isEqualTo(until);
      var marks = marksUpTo(until);
      assertThat(instance.replays().compare(replay))
          .isEqualTo(
              new Compared(
                  SERVING,
                  List.of(
                      new TableDifferences("tally", Math.min(16, marks), 0, 0, 0, List.of()),
                      new TableDifferences("mark", marks, 0, 0, 0, List.of())),
                  new Letters(0, 0)));
      assertThat(instance.replays().drop(replay.replay())).isEqualTo(ReplayDrop.DONE);
    }
  }

  /** As {@link SeenEvents#event} has it, every fifth event has two keys. */
  private long marksUpTo(long position) throws SQLException {
    return number("SELECT count(*) FROM live.mark WHERE position <= " + position);
  }

  @Test
  void rows_that_were_changed_added_or_taken_away_are_named_and_no_others() throws Exception {
    appender.append(HANDLED, 500);
    var instance = instance();
    awaitHead(instance);
    var replay = done(instance, begin(instance, 500));
    execute("UPDATE test_tallies_v1.tally SET count = count + 7 WHERE key = 'k3'");
    execute("DELETE FROM test_tallies_v1.mark WHERE key = 'k4' AND position = 20");
    execute("INSERT INTO test_tallies_v1.mark VALUES ('k4', 21, 99)");

    var compared = (Compared) instance.replays().compare(replay);

    assertThat(compared.isEqual()).isFalse();
    var tally = compared.tables().getFirst();
    assertThat(tally)
        .extracting(
            TableDifferences::equal,
            TableDifferences::different,
            TableDifferences::onlyServing,
            TableDifferences::onlyReplayed)
        .containsExactly(15L, 1L, 0L, 0L);
    var right = number("SELECT count FROM " + replay.tables() + ".tally WHERE key = 'k3'");
    assertThat(tally.rows())
        .containsExactly(
            new RowDifference(
                "{\"key\" : \"k3\"}",
                "{\"key\":\"k3\",\"count\":%d,\"position\":499}".formatted(right + 7),
                "{\"key\":\"k3\",\"count\":%d,\"position\":499}".formatted(right)));
    var mark = compared.tables().getLast();
    assertThat(mark.different()).isZero();
    assertThat(mark.rows())
        .containsExactly(
            new RowDifference(
                "{\"key\" : \"k4\", \"position\" : 20}",
                null,
                "{\"key\":\"k4\",\"position\":20,\"count\":2}"),
            new RowDifference(
                "{\"key\" : \"k4\", \"position\" : 21}",
                "{\"key\":\"k4\",\"position\":21,\"count\":99}",
                null));
    assertThat(mark.onlyServing()).isEqualTo(1);
    assertThat(mark.onlyReplayed()).isEqualTo(1);
  }

  @Test
  void no_more_than_the_first_rows_are_listed_but_all_are_counted() throws Exception {
    appender.append(HANDLED, 500);
    var instance = instance();
    awaitHead(instance);
    var replay = done(instance, begin(instance, 500));
    execute("UPDATE test_tallies_v1.mark SET count = -1");

    var mark = ((Compared) instance.replays().compare(replay)).tables().getLast();

    assertThat(mark.equal()).isZero();
    assertThat(mark.different()).isEqualTo(marksUpTo(500));
    assertThat(mark.rows()).hasSize(100);
    assertThat(mark.rows().getFirst().key()).contains("\"k0\"");
  }

  @Test
  void what_serves_goes_on_meanwhile_and_is_compared_as_of_then() throws Exception {
    appender.append(HANDLED, 3_000);
    var instance = instance();
    var done = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writes =
          threads.submit(
              () -> {
                while (!done.get()) {
                  appender.append(HANDLED, 7);
                  awaitHead(instance);
                  Thread.sleep(10);
                }
                return log.head();
              });
      try {
        for (var i = 0; i < 5; i++) {
          var until = log.head().value();
          var replay = done(instance, begin(instance, until));
          assertThat(instance.runner().awaitPosition(SequencePosition.of(until), BOUND)).isTrue();
          var compared = (Compared) instance.replays().compare(replay);
          assertThat(compared.isEqual()).as("%s", compared).isTrue();
          assertThat(compared.tables().getLast().equal()).isEqualTo(marksUpTo(until));
          assertThat(instance.replays().drop(replay.replay())).isEqualTo(ReplayDrop.DONE);
        }
      } finally {
        done.set(true);
      }
      assertThat(writes.get().value()).isGreaterThan(3_000);
    }
  }

  @Test
  void what_serves_may_be_behind_or_of_another_version() throws Exception {
    appender.append(HANDLED, 300);
    var instance = instance();
    awaitHead(instance);
    var replay = done(instance, begin(instance, 300));
    execute("UPDATE projection.segment SET position = 299 WHERE segment = 2");
    instance.runners().close();
    assertThat(instance.replays().compare(replay))
        .isEqualTo(new Incomparable(Obstacle.SERVING_IS_BEHIND, SequencePosition.of(299)));
    execute("UPDATE projection.build SET version = 2");
    assertThat(instance.replays().compare(replay))
        .isEqualTo(
            new Incomparable(Obstacle.SERVING_IS_OF_OTHER_VERSION, SequencePosition.of(299)));
  }
}
