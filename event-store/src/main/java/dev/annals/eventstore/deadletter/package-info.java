/**
 * Keeps the events that a projection could not apply, in sequence, and what was done about them.
 * Knows rows, not projections.
 */
@NullMarked
package dev.annals.eventstore.deadletter;

import org.jspecify.annotations.NullMarked;
