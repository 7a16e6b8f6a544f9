package dev.annals.eventstore.snapshot;

import dev.annals.eventstore.log.SequencePosition;

/**
 * The saved state of one fold.
 *
 * @param version of the fold
 * @param position every relevant event up to here is in the state
 * @param state as JSON text
 */
public record Snapshot(FoldKey key, int version, SequencePosition position, String state) {}
