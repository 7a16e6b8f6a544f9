package dev.annals.eventstore.snapshot;

/** Where the state for a decision came from. */
public enum StateOutcome {
  /** From memory alone. */
  HIT,
  /** From memory, brought forward with what the database had. */
  BEHIND,
  /** Folded from the database. */
  MISS
}
