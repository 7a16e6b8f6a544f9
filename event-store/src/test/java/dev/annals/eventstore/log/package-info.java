/** The log's contract, and its plainest implementation. */
@NullMarked
package dev.annals.eventstore.log;

import org.jspecify.annotations.NullMarked;
