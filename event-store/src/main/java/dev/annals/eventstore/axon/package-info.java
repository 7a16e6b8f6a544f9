/**
 * Axon Framework on the event log: the storage engine, dispatch of commands, and the explicit
 * wiring of both.
 *
 * <p>A thin translation on purpose. Axon's storage interface changes from one release to the next;
 * the log does not.
 */
@NullMarked
package dev.annals.eventstore.axon;

import org.jspecify.annotations.NullMarked;
