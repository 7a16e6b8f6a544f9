package dev.annals.eventstore.snapshot;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.snapshot.Snapshots.SavedState;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Folds one state from the log. A stream that turns out to be long is left for its snapshot, if
 * there is one; a short stream, which is nearly every one, costs no look at the snapshots. For one
 * thread, once.
 */
final class Replay<S> {

  private final EventReader log;
  private final Fold<S> fold;
  private final @Nullable Snapshots snapshots;
  private final LongSupplier nanoTime;
  private final long startedNanos;
  private Folding<S> folding;
  private @Nullable SavedState<S> saved;
  private boolean searched;

  Replay(EventReader log, Fold<S> fold, @Nullable Snapshots snapshots, LongSupplier nanoTime) {
    this.log = log;
    this.fold = fold;
    this.snapshots = fold.kept() ? snapshots : null;
    this.nanoTime = nanoTime;
    this.startedNanos = nanoTime.getAsLong();
    this.folding = Folding.fromOrigin(fold);
  }

  /** The log's head at a moment after this began; the state is {@link #folding}'s. */
  SequencePosition run() {
    try {
      return log.source(fold.relevant(), SequencePosition.ORIGIN, this::accept);
    } catch (Enough found) {
      return onwardsFromSnapshot(found);
    }
  }

  Folding<S> folding() {
    return folding;
  }

  private void accept(SequencedEvent event) {
    folding.accept(event);
    if (snapshots == null || searched) {
      return;
    }
    if (snapshots.areWorthwhile(
        folding.folded(), Duration.ofNanos(nanoTime.getAsLong() - startedNanos))) {
      searched = true;
      saved = snapshots.find(fold, folding.reached()).orElse(null);
      if (saved != null) {
        throw new Enough();
      }
    }
  }

  private SequencePosition onwardsFromSnapshot(Enough found) {
    if (saved == null || snapshots == null) {
      throw found;
    }
    var snapshot = saved.snapshot();
    var onwards = Folding.onwards(fold, new KeptState(saved.state(), snapshot.position(), 0));
    var head = log.source(fold.relevant(), snapshot.position(), onwards);
    if (snapshot.position().isAfter(head)) {
      snapshots.discard(snapshot);
      return log.source(fold.relevant(), folding.reached(), folding);
    }
    snapshots.used();
    folding = onwards;
    return head;
  }

  /** Ends a sourcing that need not go on; not an error. */
  private static final class Enough extends RuntimeException {

    private Enough() {
      super("A snapshot was found", null, false, false);
    }
  }
}
