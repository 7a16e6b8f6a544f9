package dev.annals.query.web;

import dev.annals.eventstore.log.SequencePosition;

/**
 * What a view said, and up to which position it knew the log when it said so: both from one
 * snapshot.
 */
public record Projected<T>(SequencePosition position, T value) {}
