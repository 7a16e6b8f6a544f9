/**
 * The Merkle tree of RFC 6962, kept as the tiles of C2SP tlog-tiles: how it grows, and what can be
 * proven from it. Knows nothing of events.
 */
@NullMarked
package dev.annals.eventstore.audit.tree;

import org.jspecify.annotations.NullMarked;
