/**
 * States that need not be folded anew: kept in memory with their positions, and, for long streams,
 * saved as snapshots. Knows no framework and no business word.
 *
 * <p>All of it rests on one property of the log: what lies at or below a position never changes, so
 * a state folded up to there is never wrong, only possibly behind.
 */
@NullMarked
package dev.annals.eventstore.snapshot;

import org.jspecify.annotations.NullMarked;
