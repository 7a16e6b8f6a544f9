package dev.annals.eventstore.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.snapshot.SumFold.Sum;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotsTest {

  private final SnapshotCodec codec = new SnapshotCodec();

  @Test
  void what_waits_at_the_end_is_saved() {
    var store = new InMemorySnapshotStore();
    var release = new CountDownLatch(1);
    store.holdUpSaves(release);
    var snapshots = new Snapshots(store, SnapshotPolicy.defaults(), 8);
    var fold = SumFold.of("ann");
    snapshots.offer(fold, new Sum(1, 1), SequencePosition.of(1));
    snapshots.offer(fold, new Sum(3, 3), SequencePosition.of(3));
    snapshots.offer(fold, new Sum(2, 2), SequencePosition.of(2));

    release.countDown();
    snapshots.close();

    assertThat(store.get(fold.key()))
        .isEqualTo(
            new Snapshot(fold.key(), 1, SequencePosition.of(3), "{\"total\":3,\"digest\":3}"));
    assertThat(snapshots.offer(fold, new Sum(4, 4), SequencePosition.of(4)))
        .as("nothing after the end")
        .isFalse();
  }

  @Test
  void a_state_whose_json_gives_back_another_is_never_saved() {
    assertThatThrownBy(() -> codec.encode(new Forgetful(7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another state");
  }

  @Test
  void nor_is_one_with_a_field_that_cannot_be_read_back() {
    assertThatThrownBy(() -> codec.encode(new Derived(7)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("odd");
  }

  @Test
  void nor_is_one_as_large_as_a_history() {
    assertThatThrownBy(() -> codec.encode("x".repeat(SnapshotCodec.LENGTH_MAX)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("characters");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100_001})
  void the_queue_is_bounded(int queueMax) {
    var store = new InMemorySnapshotStore();
    assertThatThrownBy(() -> new Snapshots(store, SnapshotPolicy.defaults(), queueMax))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"9, 20", "1000001, 20", "500, 0", "500, 60001"})
  void a_policy_that_makes_no_sense_is_refused(int eventsMin, long replayMillis) {
    assertThatThrownBy(() -> new SnapshotPolicy(eventsMin, Duration.ofMillis(replayMillis)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "499, 0, false",
    "500, 0, true",
    "49, 60000, false",
    "50, 20, false",
    "50, 21, true",
  })
  void long_streams_are_worth_a_snapshot_and_slow_ones_sooner(
      long events, long millis, boolean worthwhile) {
    assertThat(SnapshotPolicy.defaults().isWorthwhile(events, Duration.ofMillis(millis)))
        .isEqualTo(worthwhile);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 257})
  void a_key_has_bounds(int length) {
    assertThatThrownBy(() -> new FoldKey("x".repeat(length), "id"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FoldKey("fold", "x".repeat(length)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  record Forgetful(int value) {
    Forgetful {
      value++;
    }
  }

  record Derived(int value) {
    @SuppressWarnings("unused") // by Jackson
    public boolean isOdd() {
      return value % 2 != 0;
    }
  }
}
