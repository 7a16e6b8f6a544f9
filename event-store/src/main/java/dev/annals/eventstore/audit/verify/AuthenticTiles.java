package dev.annals.eventstore.audit.verify;

import dev.annals.eventstore.audit.tree.GrowingTree;
import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.audit.tree.MissingTileException;
import dev.annals.eventstore.audit.tree.Tile;
import dev.annals.eventstore.audit.tree.TileHashes;
import dev.annals.eventstore.audit.tree.TileSource;
import dev.annals.eventstore.audit.tree.TreeHasher;
import java.util.HashMap;
import java.util.Map;

/**
 * The tiles of a tree whose root is trusted: each is what its parent says, and the rightmost ones
 * add up to the root. Keeps one tile of each level. For one thread.
 */
final class AuthenticTiles {

  private final TileSource source;
  private final long size;
  private final TreeHasher hasher = new TreeHasher();
  private final Map<Integer, TileHashes> latest = new HashMap<>();
  private final Map<Tile, TileHashes> partials = new HashMap<>();

  private AuthenticTiles(TileSource source, long size) {
    this.source = source;
    this.size = size;
  }

  /**
   * @throws MissingTileException if the tiles do not add up to the root
   */
  static AuthenticTiles of(TileSource source, long size, Hash root) {
    var tiles = new AuthenticTiles(source, size);
    for (var partial : Tile.partials(size)) {
      tiles.partials.put(partial, source.read(partial));
    }
    if (size > 0 && !GrowingTree.of(size, tiles::partial).root().equals(root)) {
      throw new MissingTileException(
          Tile.partials(size).getFirst(), "and those above it do not add up to the signed root");
    }
    return tiles;
  }

  private TileHashes partial(Tile tile) {
    var known = partials.get(tile);
    return known == null ? source.read(tile) : known;
  }

  /** As the tree had it when it was smaller, and the tile not full. */
  TileHashes cut(Tile tile) {
    return tile(tile.level(), tile.index()).cutTo(tile.width());
  }

  /** The hash of a leaf, as signed. */
  Hash leaf(long index) {
    return tile(0, index / Tile.WIDTH).hash((int) (index % Tile.WIDTH));
  }

  /**
   * @throws MissingTileException if it is not what was signed
   */
  private TileHashes tile(int level, long index) {
    var tile = Tile.in(size, level, index).orElseThrow();
    if (tile.isPartial()) {
      return partial(tile);
    }
    var known = latest.get(level);
    if (known != null && known.tile().equals(tile)) {
      return known;
    }
    var read = source.read(tile);
    var parent = tile(level + 1, index / Tile.WIDTH);
    if (!read.root(hasher).equals(parent.hash((int) (index % Tile.WIDTH)))) {
      throw new MissingTileException(tile, "is not what was signed");
    }
    latest.put(level, read);
    return read;
  }
}
