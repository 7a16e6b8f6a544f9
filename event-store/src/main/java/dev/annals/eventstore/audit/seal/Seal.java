package dev.annals.eventstore.audit.seal;

import dev.annals.eventstore.audit.tree.Hash;

/**
 * One state of the tree that was signed.
 *
 * @param size how many events are in it
 * @param note the checkpoint as signed; empty for the empty tree
 */
public record Seal(long size, Hash root, String note) {}
