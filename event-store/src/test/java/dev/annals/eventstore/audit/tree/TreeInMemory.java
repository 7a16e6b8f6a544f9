package dev.annals.eventstore.audit.tree;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tree whose full tiles are kept, and whose partial ones are those of the growing tree. */
public final class TreeInMemory {

  private final TreeHasher hasher = new TreeHasher();
  private final GrowingTree growing = GrowingTree.of(0, TreeInMemory::none);
  private final Map<Tile, TileHashes> full = new HashMap<>();
  private final Map<Tile, Hash> roots = new HashMap<>();
  private final List<Hash> leaves = new ArrayList<>();

  private static TileHashes none(Tile tile) {
    throw new MissingTileException(tile, "is of an empty tree");
  }

  public void add(byte[] entry) {
    var leaf = hasher.leaf(ByteBuffer.wrap(entry));
    leaves.add(leaf);
    growing.add(
        leaf,
        tile -> {
          full.put(tile.hashes().tile(), tile.hashes());
          roots.put(tile.hashes().tile(), tile.root());
        });
  }

  public GrowingTree growing() {
    return growing;
  }

  /** As a store derives it: partial tiles from leaves, or from the roots of the tiles below. */
  public TileHashes read(Tile tile) {
    var known = full.get(Tile.full(tile.level(), tile.index()));
    if (known != null) {
      return known.cutTo(tile.width());
    }
    var bytes = new byte[tile.width() * Hash.BYTES];
    for (var i = 0; i < tile.width(); i++) {
      hash(tile.level(), tile.index() * Tile.WIDTH + i).copyTo(bytes, i);
    }
    return TileHashes.of(tile, bytes);
  }

  private Hash hash(int level, long index) {
    return level == 0
        ? leaves.get((int) index)
        : requireNonNull(roots.get(Tile.full(level - 1, index)));
  }
}
