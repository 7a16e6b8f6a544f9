/**
 * The sealed log: a Merkle tree over all events, whose root is signed again and again, so that
 * whoever changes an event later is found out. What the words mean and what is stored where is in
 * {@code docs/sealed-log.md}.
 */
@NullMarked
package dev.annals.eventstore.audit;

import org.jspecify.annotations.NullMarked;
