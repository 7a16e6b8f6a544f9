package dev.annals.eventstore.projection;

/** What became of the wish for a replay. */
public sealed interface ReplayStart {

  /** It runs. */
  record Started(Replay replay) implements ReplayStart {}

  /** This process has as many under way as it may; one of them will be done before long. */
  record TooManyRunning(int max) implements ReplayStart {}

  /** The read database holds as many as it may; one of them has to be dropped first. */
  record TooManyKept(int max) implements ReplayStart {}
}
