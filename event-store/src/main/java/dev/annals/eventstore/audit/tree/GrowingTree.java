package dev.annals.eventstore.audit.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A tree that leaves are added to. Holds its partial tiles only, eight kilobytes for each level;
 * the full ones are handed out. For one thread.
 */
public final class GrowingTree {

  private final List<byte[]> levels = new ArrayList<>();
  private final TreeHasher hasher = new TreeHasher();
  private long size;

  /** The tree of this size, from its partial tiles. */
  public static GrowingTree of(long size, TileSource partials) {
    var tree = new GrowingTree();
    tree.size = size;
    for (var level = 0; Tile.hashes(level, size) > 0; level++) {
      tree.level(level);
    }
    for (var tile : Tile.partials(size)) {
      partials.read(tile).copyTo(tree.level(tile.level()));
    }
    return tree;
  }

  public long size() {
    return size;
  }

  /** Adds a leaf; tiles that become full by it are handed out from the lowest level up. */
  public void add(Hash leaf, Consumer<? super FullTile> full) {
    var hash = leaf;
    for (var level = 0; ; level++) {
      var place = Tile.hashes(level, size);
      hash.copyTo(level(level), (int) (place % Tile.WIDTH));
      if (place % Tile.WIDTH < Tile.WIDTH - 1) {
        break;
      }
      var tile = TileHashes.of(Tile.full(level, place / Tile.WIDTH), level(level));
      hash = tile.root(hasher);
      full.accept(new FullTile(tile, hash));
    }
    size++;
  }

  /** The last leaves of the tree, of those that are not in a full tile: at most {@code max}. */
  public List<Hash> lastLeaves(long max) {
    var unfinished = (int) (size % Tile.WIDTH);
    var leaves = new ArrayList<Hash>();
    for (var i = (int) Math.max(0, unfinished - max); i < unfinished; i++) {
      leaves.add(Hash.at(level(0), i));
    }
    return leaves;
  }

  /** The root of the tree as it is now. */
  public Hash root() {
    Hash root = null;
    for (var level = 0; Tile.hashes(level, size) > 0; level++) {
      root = join(level(level), (int) (Tile.hashes(level, size) % Tile.WIDTH), root);
    }
    return root == null ? TreeHasher.EMPTY_TREE : root;
  }

  /**
   * Complete subtrees from right to left, the smallest first; each is the left sibling of the rest.
   */
  private @Nullable Hash join(byte[] hashes, int width, @Nullable Hash right) {
    var root = right;
    for (var rest = width; rest > 0; ) {
      var count = Integer.lowestOneBit(rest);
      rest -= count;
      var left = hasher.subtree(hashes, rest, count);
      root = root == null ? left : hasher.node(left, root);
    }
    return root;
  }

  private byte[] level(int level) {
    while (levels.size() <= level) {
      levels.add(new byte[Tile.WIDTH * Hash.BYTES]);
    }
    return levels.get(level);
  }
}
