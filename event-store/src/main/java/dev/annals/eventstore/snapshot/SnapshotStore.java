package dev.annals.eventstore.snapshot;

import java.util.List;
import java.util.Optional;

/**
 * Where snapshots are. Thread-safe. Any method may fail with any runtime exception; nobody loses
 * more than time by that.
 */
public interface SnapshotStore extends AutoCloseable {

  /** The snapshot of this key, of whatever version and position. */
  Optional<Snapshot> find(FoldKey key);

  /**
   * Saves one snapshot for each key, replacing any other there is, except one of the same version
   * at a higher position.
   */
  void save(List<Snapshot> snapshots);

  /** Removes exactly this snapshot; does nothing if it has been replaced. */
  void remove(Snapshot snapshot);

  @Override
  void close();
}
