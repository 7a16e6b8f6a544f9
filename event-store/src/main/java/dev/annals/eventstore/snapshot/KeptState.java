package dev.annals.eventstore.snapshot;

import dev.annals.eventstore.log.SequencePosition;

/**
 * A state as it stays in memory.
 *
 * @param unsaved events in it that are in no snapshot this process knows of
 */
record KeptState(Object state, SequencePosition position, long unsaved) {}
