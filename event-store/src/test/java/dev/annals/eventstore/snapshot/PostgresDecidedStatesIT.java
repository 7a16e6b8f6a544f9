package dev.annals.eventstore.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.postgres.TestLog;
import dev.annals.eventstore.snapshot.SumFold.Sum;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** States over processes that come and go, with everything real. */
class PostgresDecidedStatesIT {

  private static final SumFold ANN = SumFold.of("ann");

  private final TestLog test = TestLog.create();
  private final EventLog log = test.open();
  private final Random random = new Random(7);

  @AfterEach
  void close() {
    log.close();
  }

  private Snapshots snapshots() {
    return new Snapshots(
        new PostgresSnapshotStore(test.writer()),
        new SnapshotPolicy(100, Duration.ofMinutes(1)),
        64);
  }

  @Test
  void a_state_is_the_same_in_every_process_that_folds_it() {
    var found = 0L;
    for (var process = 0; process < 6; process++) {
      append(90, "ann");
      append(20, "bob");
      try (var snapshots = snapshots();
          var another = test.open()) {
        var states = new DecidedStates(another, 100, snapshots);
        assertThat(states.fresh(ANN).state()).isEqualTo(fullFold());
        append(30, "ann");
        assertThat(states.fresh(ANN).state()).isEqualTo(fullFold());
        found += snapshots.count(SnapshotOutcome.FOUND);
        assertThat(snapshots.count(SnapshotOutcome.FAILED)).isZero();
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(4);
  }

  @Test
  void a_snapshot_of_another_version_is_replaced() {
    append(150, "ann");
    loadOnce(ANN);

    var changed = new SumFold("ann", 2);
    try (var snapshots = snapshots()) {
      assertThat(new DecidedStates(log, 100, snapshots).fresh(changed).state())
          .isEqualTo(fullFold());
      assertThat(snapshots.count(SnapshotOutcome.DISCARDED)).isEqualTo(1);
    }

    try (var store = new PostgresSnapshotStore(test.writer())) {
      assertThat(store.find(ANN.key()))
          .hasValueSatisfying(snapshot -> assertThat(snapshot.version()).isEqualTo(2));
    }
  }

  @Test
  void without_the_table_there_are_no_snapshots_and_no_failures() throws Exception {
    append(150, "ann");
    var owner = test.owner();
    try (var connection = DriverManager.getConnection(owner.url(), owner.user(), owner.password());
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE %s.snapshot".formatted(owner.schema()));
    }

    try (var snapshots = snapshots()) {
      assertThat(new DecidedStates(log, 100, snapshots).fresh(ANN).state()).isEqualTo(fullFold());
      assertThat(snapshots.count(SnapshotOutcome.FAILED)).isPositive();
    }
  }

  private void loadOnce(SumFold fold) {
    try (var snapshots = snapshots()) {
      new DecidedStates(log, 100, snapshots).fresh(fold);
    }
  }

  private void append(int count, String id) {
    var events = new ArrayList<Event>();
    for (var i = 0; i < count; i++) {
      events.add(SumFold.number(id, random.nextInt()));
    }
    log.append(List.copyOf(events), AppendCondition.none()).join();
  }

  private Sum fullFold() {
    var sum = new ArrayList<>(List.of(ANN.initial()));
    log.source(
        ANN.relevant(),
        SequencePosition.ORIGIN,
        event -> sum.set(0, ANN.evolve(sum.getFirst(), event)));
    return sum.getFirst();
  }
}
