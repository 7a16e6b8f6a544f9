package dev.annals.eventstore.snapshot;

import dev.annals.eventstore.log.SequencePosition;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and saves snapshots, and never fails: whatever is wrong with them costs a replay from the
 * log, no more. After trouble with the store nobody looks for a while, so that not every decision
 * waits for it in vain. Thread-safe.
 */
public final class Snapshots implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
  private static final Duration REST_AFTER_TROUBLE = Duration.ofSeconds(10);

  private final SnapshotStore store;
  private final SnapshotPolicy policy;
  private final LongSupplier nanoTime;
  private final AtomicLong restsUntilNanos;
  private final SnapshotCodec codec = new SnapshotCodec();
  private final Tally<SnapshotOutcome> outcomes = new Tally<>(SnapshotOutcome.class);
  private final SnapshotWriter writer;

  /**
   * Snapshots in a store, which is closed with them.
   *
   * @param queueMax states that wait to be saved; more are not saved
   */
  public Snapshots(SnapshotStore store, SnapshotPolicy policy, int queueMax) {
    this(store, policy, queueMax, System::nanoTime);
  }

  Snapshots(SnapshotStore store, SnapshotPolicy policy, int queueMax, LongSupplier nanoTime) {
    this.store = store;
    this.policy = policy;
    this.nanoTime = nanoTime;
    this.restsUntilNanos = new AtomicLong(nanoTime.getAsLong());
    this.writer = new SnapshotWriter(store, codec, outcomes, queueMax);
  }

  /** How often this came about since the start. */
  public long count(SnapshotOutcome outcome) {
    return outcomes.of(outcome);
  }

  boolean areWorthwhile(long events, Duration replayTime) {
    return policy.isWorthwhile(events, replayTime);
  }

  /**
   * The saved state, if it can be used and spares something.
   *
   * @param beyond how far the fold has come without it
   */
  <S> Optional<SavedState<S>> find(Fold<S> fold, SequencePosition beyond) {
    if (nanoTime.getAsLong() - restsUntilNanos.get() < 0) {
      return Optional.empty();
    }
    try {
      var saved =
          store
              .find(fold.key())
              .filter(snapshot -> isOfVersion(fold, snapshot))
              .flatMap(snapshot -> readable(fold, snapshot))
              .filter(found -> found.snapshot().position().isAfter(beyond));
      if (saved.isEmpty()) {
        outcomes.add(SnapshotOutcome.ABSENT);
      }
      return saved;
    } catch (RuntimeException trouble) {
      outcomes.add(SnapshotOutcome.FAILED);
      restsUntilNanos.set(nanoTime.getAsLong() + REST_AFTER_TROUBLE.toNanos());
      LOG.warn("Going without snapshots for {}: {}", REST_AFTER_TROUBLE, trouble.toString());
      return Optional.empty();
    }
  }

  private <S> boolean isOfVersion(Fold<S> fold, Snapshot snapshot) {
    var is = snapshot.version() == fold.version();
    if (!is) {
      outcomes.add(SnapshotOutcome.DISCARDED);
    }
    return is;
  }

  private <S> Optional<SavedState<S>> readable(Fold<S> fold, Snapshot snapshot) {
    try {
      var state = codec.decode(snapshot.state(), fold.stateType());
      return Optional.of(new SavedState<>(snapshot, state));
    } catch (IllegalArgumentException unreadable) {
      outcomes.add(SnapshotOutcome.DISCARDED);
      LOG.warn("Cannot read the snapshot of {}: {}", fold.key(), unreadable.getMessage());
      return Optional.empty();
    }
  }

  void used() {
    outcomes.add(SnapshotOutcome.FOUND);
  }

  /** Removes what cannot be: a state from beyond the log's head, as after restoring a backup. */
  void discard(Snapshot snapshot) {
    outcomes.add(SnapshotOutcome.DISCARDED);
    LOG.warn("The snapshot of {} lies beyond the log's head", snapshot.key());
    writer.remove(snapshot);
  }

  /**
   * Has the state saved later, or not at all.
   *
   * @return whether it was taken; if not, it may be offered again
   */
  <S> boolean offer(Fold<S> fold, S state, SequencePosition position) {
    return writer.save(fold.key(), fold.version(), position, state);
  }

  /** Saves what waits, within bounds, and closes the store. */
  @Override
  public void close() {
    writer.close();
    store.close();
  }

  /** A state that was saved, and as what. */
  record SavedState<S>(Snapshot snapshot, S state) {}
}
