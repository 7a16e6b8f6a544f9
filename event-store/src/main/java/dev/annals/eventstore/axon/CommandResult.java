package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;

/** How a command ended that was not rejected. */
public sealed interface CommandResult {

  /** What a later read must have reached to show the command's effect. */
  SequencePosition position();

  /**
   * Handled now, and durable.
   *
   * @param position of the last event appended
   */
  record Accepted(SequencePosition position) implements CommandResult {}

  /**
   * Nothing was done: the request's key was used before.
   *
   * @param original what was recorded then; compare its fingerprint
   * @param position as it was then
   */
  record Repeated(IdempotencyRecord original, SequencePosition position) implements CommandResult {}
}
