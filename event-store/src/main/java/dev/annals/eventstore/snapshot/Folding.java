package dev.annals.eventstore.snapshot;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.util.function.Consumer;

/** A state on its way forward. For one thread. */
final class Folding<S> implements Consumer<SequencedEvent> {

  private final Fold<S> fold;
  private final long unsavedBefore;
  private S state;
  private SequencePosition reached;
  private long folded;

  private Folding(Fold<S> fold, S state, SequencePosition reached, long unsavedBefore) {
    this.fold = fold;
    this.state = state;
    this.reached = reached;
    this.unsavedBefore = unsavedBefore;
  }

  static <S> Folding<S> fromOrigin(Fold<S> fold) {
    return new Folding<>(fold, fold.initial(), SequencePosition.ORIGIN, 0);
  }

  static <S> Folding<S> onwards(Fold<S> fold, KeptState kept) {
    var state = fold.stateType().cast(kept.state());
    return new Folding<>(fold, state, kept.position(), kept.unsaved());
  }

  @Override
  public void accept(SequencedEvent event) {
    state = fold.evolve(state, event);
    reached = event.position();
    folded++;
  }

  S state() {
    return state;
  }

  /** Where the state came from, or the last event that was folded into it. */
  SequencePosition reached() {
    return reached;
  }

  long folded() {
    return folded;
  }

  long unsaved() {
    return unsavedBefore + folded;
  }

  /** Whether there is any event in the state. */
  boolean holdsEvents() {
    return reached.isAfter(SequencePosition.ORIGIN);
  }
}
