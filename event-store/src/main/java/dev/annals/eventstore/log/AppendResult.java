package dev.annals.eventstore.log;

/** The expected outcomes of an append; anything else is an {@link EventLogException}. */
public sealed interface AppendResult {

  /**
   * Stored durably. For an append without events, which only records an answer, {@code first} is
   * one more than {@code last} and {@code last} is a position the answer is at least as new as.
   */
  record Appended(SequencePosition first, SequencePosition last) implements AppendResult {}

  /** Nothing was stored: the event at this position matches the condition's query. */
  record Conflict(SequencePosition conflicting) implements AppendResult {}

  /**
   * Nothing was stored: the key was used before.
   *
   * @param original what was recorded with the key's first use
   * @param last the {@code last} of that first append
   */
  record Duplicate(IdempotencyRecord original, SequencePosition last) implements AppendResult {}
}
