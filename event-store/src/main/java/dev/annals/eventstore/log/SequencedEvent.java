package dev.annals.eventstore.log;

import java.time.Instant;

/**
 * An event with its place in the log.
 *
 * @param recordedAt when the log stored it, by the database server's clock; never decreases from
 *     one position to the next as long as that clock does not
 */
public record SequencedEvent(SequencePosition position, Instant recordedAt, Event event) {}
