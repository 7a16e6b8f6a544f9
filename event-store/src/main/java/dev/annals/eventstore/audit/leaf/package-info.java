/**
 * Events as leaves of the tree: one encoding for each, byte by byte in {@code docs/sealed-log.md}.
 */
@NullMarked
package dev.annals.eventstore.audit.leaf;

import org.jspecify.annotations.NullMarked;
