/**
 * The event log: append under a condition, read in order, subscribe. Knows no framework and no
 * business word.
 *
 * <p>Terms follow the DCB specification (dcb.events): an event has a type and tags; a query selects
 * events by types (any) and tags (all); an append condition fails the append if events matching its
 * query lie after a position.
 */
@NullMarked
package dev.annals.eventstore.log;

import org.jspecify.annotations.NullMarked;
