package dev.annals.eventstore.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.RememberedEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.snapshot.SumFold.Sum;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecidedStatesTest {

  private static final SumFold ANN = SumFold.of("ann");

  private final EventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final InMemorySnapshotStore store = new InMemorySnapshotStore();
  private final AtomicLong nanos = new AtomicLong();
  private long marks;
  private final Snapshots snapshots =
      new Snapshots(store, new SnapshotPolicy(100, Duration.ofMillis(20)), 8, nanos::get);

  @AfterEach
  void close() {
    snapshots.close();
  }

  /** A process that has just started: nothing in memory, neither of the log nor of states. */
  private DecidedStates afterRestart() {
    var remembered = new RememberedEventLog(log);
    remembered.forget();
    return new DecidedStates(remembered, 1_000, snapshots, nanos::get);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void a_state_is_the_same_by_whatever_way_it_came_about(long seed) {
    var random = new Random(seed);
    var states = afterRestart();
    for (var round = 0; round < 60; round++) {
      append(random.nextInt(40), "ann", random);
      append(random.nextInt(3), "bob", random);
      if (random.nextInt(4) == 0) {
        settle();
        states = afterRestart();
      }
      var decided = random.nextBoolean() ? states.fresh(ANN) : states.recent(ANN);
      assertThat(decided.state()).isEqualTo(fullFold());
      assertThat(decided.position()).isEqualTo(log.head());
    }
    assertThat(snapshots.count(SnapshotOutcome.FOUND)).isPositive();
    assertThat(snapshots.count(SnapshotOutcome.DISCARDED)).isZero();
  }

  @Test
  void a_short_stream_costs_no_look_at_the_snapshots() {
    append(99);

    afterRestart().fresh(ANN);

    assertThat(store.searches()).isEmpty();
    assertThat(saved()).isZero();
  }

  @Test
  void a_long_stream_is_saved_and_then_read_from_there() {
    append(150);
    afterRestart().fresh(ANN);
    await(1);
    assertThat(snapshotOfAnn().position()).isEqualTo(SequencePosition.of(150));
    append(5);

    var decided = afterRestart().fresh(ANN);

    assertThat(decided.state()).isEqualTo(fullFold());
    assertThat(snapshots.count(SnapshotOutcome.FOUND)).isEqualTo(1);
    assertThat(store.searches()).hasSize(2);
  }

  @Test
  void a_stream_that_grows_while_it_is_hot_is_saved_again_and_again() {
    var states = afterRestart();
    for (var i = 0; i < 250; i++) {
      append(1);
      states.recent(ANN);
      if (i == 99) {
        await(1);
      }
    }

    await(2);
    assertThat(snapshotOfAnn().position()).isEqualTo(SequencePosition.of(200));
  }

  @Test
  void a_stream_that_is_slow_to_replay_is_worth_a_snapshot_earlier() {
    append(10);

    afterRestart().fresh(slow(Duration.ofMillis(3)));

    await(1);
    assertThat(store.searches()).hasSize(1);
  }

  @Test
  void a_handful_of_events_is_not_whatever_it_takes() {
    append(9);

    afterRestart().fresh(slow(Duration.ofSeconds(1)));

    settle();
    assertThat(store.get(ANN.key())).isNull();
    assertThat(store.searches()).isEmpty();
  }

  /** The same fold, but each event takes its time. */
  private Fold<Sum> slow(Duration each) {
    return new TickingFold(ANN, () -> nanos.addAndGet(each.toNanos()));
  }

  @Test
  void a_changed_fold_discards_what_was_saved_before() {
    append(150);
    store.put(new Snapshot(ANN.key(), 1, SequencePosition.of(140), "{\"total\":1,\"digest\":1}"));
    var changed = new SumFold("ann", 2);

    assertThat(afterRestart().fresh(changed).state()).isEqualTo(fullFold());

    assertThat(snapshots.count(SnapshotOutcome.DISCARDED)).isEqualTo(1);
    await(1);
    assertThat(snapshotOfAnn().version()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{\"total\":1}",
        "{\"total\":1,\"digest\":null}",
        "{\"total\":1.5,\"digest\":1}",
        "{\"total\":1,\"digest\":1,\"more\":1}",
        "{\"total\":1,\"digest\":1}}"
      })
  void what_cannot_be_read_is_passed_over_and_replaced(String unreadable) {
    append(150);
    store.put(new Snapshot(ANN.key(), 1, log.head(), unreadable));

    assertThat(afterRestart().fresh(ANN).state()).isEqualTo(fullFold());

    assertThat(snapshots.count(SnapshotOutcome.DISCARDED)).isEqualTo(1);
    await(1);
    assertThat(afterRestart().fresh(ANN).state()).isEqualTo(fullFold());
    assertThat(snapshots.count(SnapshotOutcome.FOUND)).isEqualTo(1);
  }

  @Test
  void what_lies_beyond_the_head_is_passed_over_and_replaced() {
    append(150);
    store.put(new Snapshot(ANN.key(), 1, SequencePosition.of(151), "{\"total\":1,\"digest\":1}"));

    var decided = afterRestart().fresh(ANN);

    assertThat(decided.state()).isEqualTo(fullFold());
    assertThat(decided.position()).isEqualTo(log.head());
    assertThat(snapshots.count(SnapshotOutcome.DISCARDED)).isEqualTo(1);
    assertThat(snapshots.count(SnapshotOutcome.FOUND)).isZero();
    await(1);
    assertThat(snapshotOfAnn().position()).isEqualTo(SequencePosition.of(150));
  }

  @Test
  void what_is_behind_the_first_events_spares_nothing() {
    append(150);
    store.put(new Snapshot(ANN.key(), 1, SequencePosition.of(50), "{\"total\":1,\"digest\":1}"));

    assertThat(afterRestart().fresh(ANN).state()).isEqualTo(fullFold());
    assertThat(snapshots.count(SnapshotOutcome.ABSENT)).isEqualTo(1);
  }

  @Test
  void trouble_with_the_snapshots_fails_nothing_and_is_not_asked_for_again_at_once() {
    append(150);
    store.breakDown();

    for (var i = 0; i < 3; i++) {
      assertThat(afterRestart().fresh(ANN).state()).isEqualTo(fullFold());
    }
    assertThat(store.searches()).hasSize(1);

    nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
    assertThat(afterRestart().fresh(ANN).state()).isEqualTo(fullFold());
    assertThat(store.searches()).hasSize(2);
    Awaitility.with()
        .pollInterval(Duration.ofMillis(2))
        .await()
        .untilAsserted(() -> assertThat(snapshots.count(SnapshotOutcome.FAILED)).isEqualTo(2 + 4));
  }

  @Test
  void what_does_not_fit_into_the_queue_is_dropped_and_may_come_again() {
    var release = new CountDownLatch(1);
    store.holdUpSaves(release);
    var ids = LongStream.range(0, 20).mapToObj(i -> "id" + i).toList();
    ids.forEach(id -> append(100, id, new Random(1)));
    var states = afterRestart();

    ids.forEach(id -> states.fresh(SumFold.of(id)));
    var dropped = snapshots.count(SnapshotOutcome.DROPPED);
    release.countDown();

    assertThat(dropped).isBetween(3L, 12L);
    await(20 - dropped);
    ids.forEach(id -> append(1, id, new Random(1)));
    for (var id : ids) {
      states.recent(SumFold.of(id));
      settle();
    }
    assertThat(ids).allSatisfy(id -> assertThat(store.get(SumFold.of(id).key())).isNotNull());
  }

  @Test
  void a_log_that_was_set_back_is_folded_anew() {
    append(10);
    var backup = new InMemoryEventLog(Clock.systemUTC());
    backup.append(List.of(SumFold.number("ann", 5)), AppendCondition.none()).join();
    var now = new ArrayList<>(List.of(log));
    var states = new DecidedStates(exchangeable(now), 10, null, nanos::get);
    states.fresh(ANN);

    now.set(0, backup);
    var decided = states.fresh(ANN);

    assertThat(decided.state()).isEqualTo(new Sum(5, 5));
    assertThat(decided.position()).isEqualTo(SequencePosition.of(1));
    assertThat(states.fresh(ANN).state()).isEqualTo(new Sum(5, 5));
    assertThat(states.count(StateOutcome.BEHIND)).isEqualTo(1);
  }

  @Test
  void memory_that_is_behind_the_log_does_not_take_a_state_back() {
    var remembered = new RememberedEventLog(log);
    var states = new DecidedStates(remembered, 10, null, nanos::get);
    remembered.lookAway();
    append(3);
    states.fresh(ANN);

    var decided = states.recent(ANN);

    assertThat(decided.state()).isEqualTo(fullFold());
    assertThat(decided.position()).isEqualTo(SequencePosition.of(3));
    assertThat(decided.fresh()).isFalse();
  }

  @Test
  void without_room_every_state_is_folded_anew() {
    append(3);
    var remembered = new RememberedEventLog(log);
    remembered.forget();
    var states = new DecidedStates(remembered, 0, null, nanos::get);

    states.recent(ANN);
    assertThat(states.recent(ANN).state()).isEqualTo(fullFold());

    assertThat(states.count(StateOutcome.MISS)).isEqualTo(2);
  }

  @Test
  void tells_where_the_states_came_from() {
    append(3);
    var remembered = new RememberedEventLog(log);
    remembered.forget();
    var states = new DecidedStates(remembered, 10, null, nanos::get);

    states.recent(ANN);
    states.recent(ANN);
    states.recent(ANN);
    states.fresh(ANN);

    assertThat(states.count(StateOutcome.MISS)).isEqualTo(1);
    assertThat(states.count(StateOutcome.HIT)).isEqualTo(2);
    assertThat(states.count(StateOutcome.BEHIND)).isEqualTo(1);
  }

  /** Whatever log is the first of these at the moment. */
  private static EventLog exchangeable(List<EventLog> now) {
    return (EventLog)
        Proxy.newProxyInstance(
            EventLog.class.getClassLoader(),
            new Class<?>[] {EventLog.class},
            (_, method, arguments) -> method.invoke(now.getFirst(), arguments));
  }

  private Sum fullFold() {
    var sum = new ArrayList<>(List.of(ANN.initial()));
    log.source(
        ANN.relevant(),
        SequencePosition.ORIGIN,
        event -> sum.set(0, ANN.evolve(sum.getFirst(), event)));
    return sum.getFirst();
  }

  private void append(int count) {
    append(count, "ann", new Random(count));
  }

  private void append(int count, String id, Random random) {
    for (var i = 0; i < count; i++) {
      log.append(List.of(SumFold.number(id, random.nextInt())), AppendCondition.none()).join();
    }
  }

  private Snapshot snapshotOfAnn() {
    return Objects.requireNonNull(store.get(ANN.key()));
  }

  private long saved() {
    return snapshots.count(SnapshotOutcome.SAVED);
  }

  private void await(long saved) {
    Awaitility.with()
        .pollInterval(Duration.ofMillis(2))
        .await()
        .untilAsserted(() -> assertThat(saved()).isEqualTo(saved));
  }

  /** Waits until all that was offered is dealt with: what is offered last is saved last. */
  private void settle() {
    var mark = SumFold.of("settled");
    var position = SequencePosition.of(++marks);
    assertThat(snapshots.offer(mark, new Sum(0, 0), position)).isTrue();
    Awaitility.with()
        .pollInterval(Duration.ofMillis(2))
        .await()
        .until(() -> store.positionOf(mark.key()).equals(position));
  }
}
