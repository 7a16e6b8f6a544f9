package dev.annals.eventstore.audit.tree;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/**
 * The tree of one size, read from its tiles. Each tile is read once. For one thread.
 *
 * <p>Ranges of leaves are split as RFC 6962, section 2.1, splits them: at the largest power of two
 * that is smaller than the range.
 */
public final class TreeTiles {

  private final TileSource source;
  private final long size;
  private final Map<Tile, TileHashes> known = new HashMap<>();
  private final TreeHasher hasher = new TreeHasher();

  public TreeTiles(TileSource source, long size) {
    if (size < 0) {
      throw new IllegalArgumentException("No size of a tree: " + size);
    }
    this.source = source;
    this.size = size;
  }

  /** The root of the tree of this size. */
  public Hash root() {
    return rootOf(size);
  }

  /** The root as it was when the tree had fewer leaves. */
  public Hash rootOf(long smaller) {
    require(smaller >= 0 && smaller <= size, "tree of", smaller);
    return smaller == 0 ? TreeHasher.EMPTY_TREE : range(0, smaller);
  }

  /** The hash of a leaf. */
  public Hash leaf(long index) {
    require(index >= 0 && index < size, "leaf", index);
    return complete(index, 0);
  }

  /** The audit path of a leaf, from the leaf up: {@code PATH(index, D[size])}. */
  public List<Hash> inclusion(long index) {
    require(index >= 0 && index < size, "leaf", index);
    var path = new ArrayList<Hash>();
    addPath(index, 0, size, path);
    return path;
  }

  private void addPath(long index, long from, long to, List<Hash> path) {
    if (to - from == 1) {
      return;
    }
    var middle = from + split(to - from);
    if (index < middle) {
      addPath(index, from, middle, path);
      path.add(range(middle, to));
    } else {
      addPath(index, middle, to, path);
      path.add(range(from, middle));
    }
  }

  /**
   * One proof for several leaves: of every subtree that has none of them, as large as it can be,
   * the root; from left to right. Together with the leaves' hashes they add up to the root of the
   * tree.
   */
  public List<Hash> inclusion(NavigableSet<Long> indices) {
    require(!indices.isEmpty(), "leaf", -1);
    require(indices.first() >= 0, "leaf", indices.first());
    require(indices.last() < size, "leaf", indices.last());
    var others = new ArrayList<Hash>();
    addOthers(indices, 0, size, others);
    return others;
  }

  private void addOthers(NavigableSet<Long> indices, long from, long to, List<Hash> others) {
    if (indices.subSet(from, true, to, false).isEmpty()) {
      others.add(range(from, to));
    } else if (to - from > 1) {
      var middle = from + split(to - from);
      addOthers(indices, from, middle, others);
      addOthers(indices, middle, to, others);
    }
  }

  /**
   * That the tree begins with the one of {@code smaller} leaves: {@code PROOF(smaller, D[size])}.
   */
  public List<Hash> consistency(long smaller) {
    require(smaller > 0 && smaller <= size, "tree of", smaller);
    var proof = new ArrayList<Hash>();
    addProof(smaller, 0, size, proof);
    return proof;
  }

  /**
   * @param smaller the size of the smaller tree, not beyond {@code to}
   */
  private void addProof(long smaller, long from, long to, List<Hash> proof) {
    if (smaller == to) {
      // The verifier knows the root of the whole smaller tree.
      if (from > 0) {
        proof.add(range(from, to));
      }
      return;
    }
    var middle = from + split(to - from);
    if (smaller <= middle) {
      addProof(smaller, from, middle, proof);
      proof.add(range(middle, to));
    } else {
      addProof(smaller, middle, to, proof);
      proof.add(range(from, middle));
    }
  }

  private Hash range(long from, long to) {
    var count = to - from;
    if (Long.bitCount(count) == 1) {
      return complete(from, Long.numberOfTrailingZeros(count));
    }
    var middle = from + split(count);
    return hasher.node(range(from, middle), range(middle, to));
  }

  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }

  /** The root of the complete subtree of 2^height leaves that begins with this one. */
  private Hash complete(long firstLeaf, int height) {
    var level = height / Tile.HEIGHT;
    var hash = firstLeaf >>> (Tile.HEIGHT * level);
    var tile = Tile.in(size, level, hash / Tile.WIDTH).orElseThrow();
    return known
        .computeIfAbsent(tile, source::read)
        .subtree(hasher, (int) (hash % Tile.WIDTH), 1 << (height % Tile.HEIGHT));
  }

  private void require(boolean holds, String what, long value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "A tree of %d leaves has no %s %d".formatted(size, what, value));
    }
  }
}
