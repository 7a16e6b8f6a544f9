package dev.annals.eventstore.log.history;

/** A promise that the log broke. */
public record Violation(Kind kind, String what) {

  /** The promises, by how they are broken. */
  public enum Kind {
    /** Accepted although a matching event lies after the condition's position. */
    FORBIDDEN_APPEND,
    /** Refused for an event that does not match, is not after the position, or is not there. */
    WRONG_REFUSAL,
    /** Acknowledged, but not in the log where it was told, or not as it was. */
    LOST_ACKNOWLEDGEMENT,
    /** Some of an append's events are in the log and others are not, or they are apart. */
    HALF_WRITTEN,
    /** In the log although its caller was told the contrary. */
    STORED_THOUGH_DENIED,
    /** In the log, but nobody appended it. */
    FROM_NOWHERE,
    /** Positions are not 1..n. */
    GAP,
    /** One event twice, or a key's append stored twice. */
    STORED_TWICE,
    /** A key was used before, and the answer is not that of its first use. */
    WRONG_DUPLICATE,
    /** Stands before what was acknowledged before it was begun. */
    WRONG_ORDER,
    /** Lacks an event that lies within what the reader was promised. */
    SKIPPED_EVENT,
    /** Holds what does not match, does not exist, or not in that form or place. */
    WRONG_EVENT,
    /** Older than what was acknowledged before the call began. */
    STALE_READ,
    /** Tells of what was appended after it had ended. */
    FROM_THE_FUTURE,
    /** The index of tags lacks an event that it claims to have, or has one that it should not. */
    WRONG_INDEX,
    /** A subscription did not reach the head in time. */
    STUCK_SUBSCRIPTION,
    /** No answer in a time longer than all waits of the log together. */
    NEVER_ANSWERED,
    /** An exception that no contract knows. */
    UNEXPECTED_EXCEPTION
  }

  @Override
  public String toString() {
    return kind + ": " + what;
  }
}
