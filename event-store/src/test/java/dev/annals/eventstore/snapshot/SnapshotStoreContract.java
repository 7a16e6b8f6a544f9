package dev.annals.eventstore.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.SequencePosition;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of snapshots promises. */
abstract class SnapshotStoreContract {

  private static final FoldKey ANN = new FoldKey("test.sum", "ann");
  private static final FoldKey BOB = new FoldKey("test.sum", "bob");

  private SnapshotStore store;

  /** An empty store. */
  abstract SnapshotStore openStore();

  @BeforeEach
  void open() {
    store = openStore();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void gives_back_what_was_saved() {
    var ann = snapshot(ANN, 1, 7, "{\"total\":\"ä\"}");
    var bob = snapshot(BOB, 3, 9, "{}");
    store.save(List.of(ann, bob));

    assertThat(store.find(ANN)).contains(ann);
    assertThat(store.find(BOB)).contains(bob);
    assertThat(store.find(new FoldKey("test.another", "ann"))).isEmpty();
  }

  @Test
  void keeps_the_newest_of_a_version() {
    store.save(List.of(snapshot(ANN, 1, 7, "7")));
    store.save(List.of(snapshot(ANN, 1, 9, "9")));
    store.save(List.of(snapshot(ANN, 1, 8, "8")));

    assertThat(store.find(ANN)).contains(snapshot(ANN, 1, 9, "9"));
  }

  @Test
  void replaces_another_version_wherever_it_is() {
    store.save(List.of(snapshot(ANN, 1, 9, "9")));
    store.save(List.of(snapshot(ANN, 2, 7, "7")));
    assertThat(store.find(ANN)).contains(snapshot(ANN, 2, 7, "7"));

    store.save(List.of(snapshot(ANN, 1, 6, "6")));
    assertThat(store.find(ANN)).contains(snapshot(ANN, 1, 6, "6"));
  }

  @Test
  void replaces_what_is_at_the_same_position() {
    store.save(List.of(snapshot(ANN, 1, 7, "unreadable")));
    store.save(List.of(snapshot(ANN, 1, 7, "7")));

    assertThat(store.find(ANN)).contains(snapshot(ANN, 1, 7, "7"));
  }

  @Test
  void removes_exactly_what_it_is_told() {
    store.save(List.of(snapshot(ANN, 1, 7, "7"), snapshot(BOB, 1, 7, "7")));

    store.remove(snapshot(ANN, 1, 6, "7"));
    assertThat(store.find(ANN)).isPresent();

    store.remove(snapshot(ANN, 1, 7, "7"));
    assertThat(store.find(ANN)).isEmpty();
    assertThat(store.find(BOB)).isPresent();
  }

  private static Snapshot snapshot(FoldKey key, int version, long position, String state) {
    return new Snapshot(key, version, SequencePosition.of(position), state);
  }
}
