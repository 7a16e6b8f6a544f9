package dev.annals.eventstore.projection;

/** What became of the wish to change which builds there are, or which one reads see. */
public enum BuildChange {
  DONE,
  NO_SUCH_BUILD,
  /** It is live already, or is live and so cannot be dropped. */
  NOT_IN_THIS_STATE,
  /** Reads would go back in time. */
  TOO_FAR_BEHIND
}
