package dev.annals.eventstore.audit.tree;

/** Where tiles can be had. */
@FunctionalInterface
public interface TileSource {

  /**
   * The tile, of exactly the width asked for.
   *
   * @throws MissingTileException if it is not to be had
   */
  TileHashes read(Tile tile);
}
