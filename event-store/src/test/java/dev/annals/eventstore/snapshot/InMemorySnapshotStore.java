package dev.annals.eventstore.snapshot;

import dev.annals.eventstore.log.SequencePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The store's contract in its plainest form; it can be out of order, or be held up. */
final class InMemorySnapshotStore implements SnapshotStore {

  private final Map<FoldKey, Snapshot> snapshots = new HashMap<>();
  private final List<FoldKey> searches = new ArrayList<>();
  private volatile boolean broken;
  private volatile @Nullable CountDownLatch gate;

  void breakDown() {
    broken = true;
  }

  void holdUpSaves(CountDownLatch until) {
    gate = until;
  }

  synchronized List<FoldKey> searches() {
    return List.copyOf(searches);
  }

  synchronized void put(Snapshot snapshot) {
    snapshots.put(snapshot.key(), snapshot);
  }

  synchronized @Nullable Snapshot get(FoldKey key) {
    return snapshots.get(key);
  }

  synchronized SequencePosition positionOf(FoldKey key) {
    var snapshot = snapshots.get(key);
    return snapshot == null ? SequencePosition.ORIGIN : snapshot.position();
  }

  @Override
  public synchronized Optional<Snapshot> find(FoldKey key) {
    searches.add(key);
    requireOrder();
    return Optional.ofNullable(snapshots.get(key));
  }

  @Override
  public void save(List<Snapshot> saved) {
    await();
    requireOrder();
    synchronized (this) {
      for (var snapshot : saved) {
        snapshots.merge(snapshot.key(), snapshot, InMemorySnapshotStore::toKeep);
      }
    }
  }

  private void await() {
    var until = gate;
    if (until != null) {
      try {
        until.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Snapshot toKeep(Snapshot there, Snapshot next) {
    return there.version() == next.version() && there.position().isAfter(next.position())
        ? there
        : next;
  }

  @Override
  public synchronized void remove(Snapshot snapshot) {
    requireOrder();
    snapshots.remove(snapshot.key(), snapshot);
  }

  private void requireOrder() {
    if (broken) {
      throw new IllegalStateException("Out of order");
    }
  }

  @Override
  public void close() {}
}
