package dev.annals.eventstore.snapshot;

import dev.annals.eventstore.log.SequencePosition;

/**
 * A state to decide from.
 *
 * @param position every relevant event up to here is in the state, and none after it
 * @param fresh whether the position was the log's head at a moment after the state was asked for;
 *     if not, what other processes appended lately may be missing
 */
public record DecidedState<S>(S state, SequencePosition position, boolean fresh) {}
