package dev.annals.eventstore.snapshot;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencedEvent;

/**
 * How the events about one thing add up to a state. Pure: the same events in the same order MUST
 * always give an equal state. States are immutable.
 */
public interface Fold<S> {

  FoldKey key();

  /**
   * MUST be raised whenever the same events may give another state, or the same state another JSON
   * form: snapshots of any other version are not used.
   */
  int version();

  Class<S> stateType();

  /** Whether the state is likely to be asked for again; only then is it kept or saved. */
  boolean kept();

  /** The events that are folded; MUST be the same for all folds of one key. */
  EventQuery relevant();

  /** The state before the first event. */
  S initial();

  S evolve(S state, SequencedEvent event);
}
