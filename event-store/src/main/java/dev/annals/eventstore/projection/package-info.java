/**
 * Turns the log into rows of a read database: each event exactly once, in order, in batches. Works
 * on any log and knows no business word.
 */
@NullMarked
package dev.annals.eventstore.projection;

import org.jspecify.annotations.NullMarked;
