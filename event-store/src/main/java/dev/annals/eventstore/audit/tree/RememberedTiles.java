package dev.annals.eventstore.audit.tree;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Keeps the last used tiles above the leaves in memory, since nearly every proof needs some of
 * these few, and a tile of one width never changes. Tiles of leaves are read each time: there are
 * too many, and few are asked for twice. Thread-safe.
 */
public final class RememberedTiles implements TileSource {

  private final TileSource source;
  private final Cache<Tile, TileHashes> tiles;

  /**
   * @param tilesMax of up to 8 KiB each
   */
  public RememberedTiles(TileSource source, int tilesMax) {
    this.source = source;
    this.tiles = Caffeine.newBuilder().maximumSize(tilesMax).build();
  }

  @Override
  public TileHashes read(Tile tile) {
    return tile.level() == 0 ? source.read(tile) : tiles.get(tile, source::read);
  }
}
