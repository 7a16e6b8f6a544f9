package dev.annals.eventstore.snapshot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.SequencePosition;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states decisions were made from, kept with their positions. Thread-safe.
 *
 * <p>Nothing is ever evicted for being wrong, because a state up to a position stays right; loading
 * brings it forward. So there is nothing to do after a commit, and nothing to lose when a process
 * dies between the two.
 */
public final class DecidedStates {

  private static final Logger LOG = LoggerFactory.getLogger(DecidedStates.class);
  private static final int KEPT_LIMIT = 100_000_000;

  private final EventLog log;
  private final @Nullable Snapshots snapshots;
  private final LongSupplier nanoTime;
  private final Cache<FoldKey, StateSlot> kept;
  private final Tally<StateOutcome> outcomes = new Tally<>(StateOutcome.class);

  /**
   * States of the events of one log.
   *
   * @param keptMax states in memory; those asked for least make room
   * @param snapshots null to go without; closed by whoever made them
   */
  public DecidedStates(EventLog log, int keptMax, @Nullable Snapshots snapshots) {
    this(log, keptMax, snapshots, System::nanoTime);
  }

  DecidedStates(EventLog log, int keptMax, @Nullable Snapshots snapshots, LongSupplier nanoTime) {
    if (keptMax < 0 || keptMax > KEPT_LIMIT) {
      throw new IllegalArgumentException(
          "0 to %d states may be kept, not %d".formatted(KEPT_LIMIT, keptMax));
    }
    this.log = log;
    this.snapshots = snapshots;
    this.nanoTime = nanoTime;
    this.kept = Caffeine.newBuilder().maximumSize(keptMax).executor(Runnable::run).build();
  }

  /** How often a state came from there since the start. */
  public long count(StateOutcome outcome) {
    return outcomes.of(outcome);
  }

  /**
   * The state as far as this process knows, from memory if it reaches; see {@link
   * EventLog#sourceRecent} for what that is good for.
   */
  public <S> DecidedState<S> recent(Fold<S> fold) {
    var started = nanoTime.getAsLong();
    var base = keptState(fold);
    var folding = base == null ? Folding.fromOrigin(fold) : Folding.onwards(fold, base);
    var from = folding.reached();
    var position = log.sourceRecent(fold.relevant(), from, folding);
    if (position == null) {
      return fresh(fold, base);
    }
    outcomes.add(StateOutcome.HIT);
    // The database, asked for another decision, may have been ahead of this process's memory.
    return settled(fold, folding, from.isAfter(position) ? from : position, started, false);
  }

  /** The state as of the log's head at a moment after this call began. */
  public <S> DecidedState<S> fresh(Fold<S> fold) {
    return fresh(fold, keptState(fold));
  }

  private <S> DecidedState<S> fresh(Fold<S> fold, @Nullable KeptState base) {
    return base == null ? replayed(fold) : broughtForward(fold, base);
  }

  private <S> DecidedState<S> broughtForward(Fold<S> fold, KeptState base) {
    var started = nanoTime.getAsLong();
    var folding = Folding.onwards(fold, base);
    var position = log.source(fold.relevant(), base.position(), folding);
    if (base.position().isAfter(position)) {
      LOG.warn("The log was set back: its head is {} after {}", position, base.position());
      slot(fold).drop(base);
      return replayed(fold);
    }
    outcomes.add(StateOutcome.BEHIND);
    return settled(fold, folding, position, started, true);
  }

  private <S> DecidedState<S> replayed(Fold<S> fold) {
    var started = nanoTime.getAsLong();
    var replay = new Replay<>(log, fold, snapshots, nanoTime);
    var position = replay.run();
    outcomes.add(StateOutcome.MISS);
    return settled(fold, replay.folding(), position, started, true);
  }

  private <S> DecidedState<S> settled(
      Fold<S> fold,
      Folding<S> folding,
      SequencePosition position,
      long startedNanos,
      boolean fresh) {
    if (fold.kept() && folding.holdsEvents()) {
      var replayTime = Duration.ofNanos(nanoTime.getAsLong() - startedNanos);
      var unsaved = saved(fold, folding, position, replayTime) ? 0 : folding.unsaved();
      slot(fold).advanceTo(new KeptState(folding.state(), position, unsaved));
    }
    return new DecidedState<>(folding.state(), position, fresh);
  }

  /** A stream may grow long in steps of one event each, so what counts is what no snapshot has. */
  private <S> boolean saved(
      Fold<S> fold, Folding<S> folding, SequencePosition position, Duration replayTime) {
    return snapshots != null
        && (snapshots.areWorthwhile(folding.folded(), replayTime)
            || snapshots.areWorthwhile(folding.unsaved(), Duration.ZERO))
        && snapshots.offer(fold, folding.state(), position);
  }

  private @Nullable KeptState keptState(Fold<?> fold) {
    var slot = fold.kept() ? kept.getIfPresent(fold.key()) : null;
    return slot == null ? null : slot.get();
  }

  private StateSlot slot(Fold<?> fold) {
    return kept.get(fold.key(), _ -> new StateSlot());
  }
}
