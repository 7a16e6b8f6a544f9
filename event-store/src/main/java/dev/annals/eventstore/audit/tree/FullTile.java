package dev.annals.eventstore.audit.tree;

/**
 * A tile that has become full.
 *
 * @param root the hash that stands for it on the level above
 */
public record FullTile(TileHashes hashes, Hash root) {}
