package dev.annals.eventstore.projection;

import static dev.annals.eventstore.projection.SeenEvents.HANDLED;
import static dev.annals.eventstore.projection.SeenEvents.PASSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ProjectionStatus.State;
import org.junit.jupiter.api.Test;

/** A projection follows the log. */
class ProjectionRunnersIT extends RunnerScenario {

  @Test
  void applies_what_was_and_what_comes_in_order() throws Exception {
    append(HANDLED, 250);
    runners.start();
    append(HANDLED, 250);

    assertThat(runner.awaitPosition(SequencePosition.of(500), BOUND)).isTrue();
    assertThat(SeenEvents.positions(database)).isEqualTo(upTo(500));
    assertThat(storedToken()).isEqualTo(500);
    assertThat(runner.status().work().eventsApplied()).isEqualTo(500);
    assertThat(runner.status().state()).isEqualTo(State.RUNNING);
    assertThat(runner.look().getFirst().positions()).containsOnly(500L);
  }

  @Test
  void reads_ahead_so_that_batches_are_large_under_load() throws Exception {
    append(HANDLED, 5_000);
    runners.start();

    assertThat(runner.awaitPosition(SequencePosition.of(5_000), BOUND)).isTrue();
    assertThat(projection.batches()).isLessThan(5_000 / 10);
  }

  @Test
  void events_of_other_types_pass_by_and_count_as_progress() throws Exception {
    append(PASSING, 150);
    append(HANDLED, 1);
    append(PASSING, 150);
    runners.start();

    assertThat(runner.awaitPosition(SequencePosition.of(301), BOUND)).isTrue();
    assertThat(SeenEvents.positions(database)).containsExactly(151L);
    assertThat(storedToken()).isEqualTo(301);
  }

  @Test
  void events_delivered_again_change_nothing() throws Exception {
    append(HANDLED, 100);
    runners.start();
    assertThat(runner.awaitPosition(SequencePosition.of(100), BOUND)).isTrue();
    runners.close();

    reader.startAt(position -> SequencePosition.of(Math.max(0, position.value() - 50)));
    runners.start();
    append(HANDLED, 100);

    assertThat(runner.awaitPosition(SequencePosition.of(200), BOUND)).isTrue();
    assertThat(SeenEvents.positions(database)).isEqualTo(upTo(200));
  }

  @Test
  void starts_again_where_it_was_closed() throws Exception {
    append(HANDLED, 50);
    runners.start();
    assertThat(runner.awaitPosition(SequencePosition.of(50), BOUND)).isTrue();
    runners.close();
    assertThat(runner.status().state()).isEqualTo(State.STOPPED);
    append(HANDLED, 50);
    assertThat(storedToken()).isEqualTo(50);

    runners.start();

    assertThat(runner.awaitPosition(SequencePosition.of(100), BOUND)).isTrue();
    assertThat(SeenEvents.positions(database)).isEqualTo(upTo(100));
  }

  @Test
  void cannot_be_started_twice_nor_without_its_database() throws Exception {
    runners.start();
    assertThatIllegalStateException().isThrownBy(runners::start).withMessageContaining("already");
    runners.close();
    execute("DROP SCHEMA projection CASCADE");
    assertThatIllegalStateException().isThrownBy(runners::start).withMessageContaining("test.seen");
  }
}
