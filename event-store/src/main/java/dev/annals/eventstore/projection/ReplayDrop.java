package dev.annals.eventstore.projection;

/** What became of the wish to drop a replay. */
public enum ReplayDrop {
  /** Its tables are gone, or were gone before. */
  DONE,
  NO_SUCH_REPLAY,
  /** Somebody reads them right now. */
  IN_USE
}
