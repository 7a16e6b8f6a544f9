package dev.annals.eventstore.snapshot;

/** What became of looking for a snapshot, or of saving one. */
public enum SnapshotOutcome {
  /** Found and used. */
  FOUND,
  /** There was none, or none that reaches further than what was folded already. */
  ABSENT,
  /** Found and not used: of another version of the fold, unreadable, or from beyond the head. */
  DISCARDED,
  /** Looking, or saving, failed. */
  FAILED,
  SAVED,
  /** Not saved, because too many wait already. */
  DROPPED
}
