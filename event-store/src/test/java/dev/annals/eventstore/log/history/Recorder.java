package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.history.Observation.Attempt;

/** Keeps what callers see. Each caller has its own, or they share one that is thread-safe. */
public interface Recorder {

  /**
   * Called before the append, and safe against a kill at any moment after: so an attempt whose
   * caller died is known, with an unknown outcome.
   */
  void begun(Attempt attempt);

  /** Called after every call, with what came of it. */
  void observed(Observation observation);
}
