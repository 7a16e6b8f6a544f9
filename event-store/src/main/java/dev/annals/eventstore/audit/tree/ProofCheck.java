package dev.annals.eventstore.audit.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks proofs without the tree, as RFC 9162 says. For one thread. */
public final class ProofCheck {

  private final TreeHasher hasher = new TreeHasher();

  /**
   * The root that an inclusion proof leads to (section 2.1.3.2): the leaf is in the tree iff it is
   * the tree's. Empty if the proof cannot be one of that leaf and size.
   */
  public Optional<Hash> inclusion(Hash leaf, long index, long size, List<Hash> path) {
    if (index < 0 || index >= size) {
      return Optional.empty();
    }
    var place = new Place(index, size - 1);
    var root = leaf;
    for (var sibling : path) {
      if (place.isTop()) {
        return Optional.empty();
      }
      root = place.isRight() ? hasher.node(sibling, root) : hasher.node(root, sibling);
      place.ascend();
    }
    return place.isTop() ? Optional.of(root) : Optional.empty();
  }

  /** Whether the proof shows that the larger tree begins with the smaller (section 2.1.4.2). */
  public boolean consistency(
      long smaller, long larger, Hash smallerRoot, Hash largerRoot, List<Hash> proof) {
    if (smaller <= 0 || smaller > larger) {
      return false;
    }
    if (smaller == larger) {
      return proof.isEmpty() && smallerRoot.equals(largerRoot);
    }
    if (proof.isEmpty()) {
      return false;
    }
    var path = new ArrayList<>(proof);
    if (Long.bitCount(smaller) == 1) {
      path.addFirst(smallerRoot);
    }
    var place = new Place(smaller - 1, larger - 1);
    place.skipRights();
    var first = path.getFirst();
    var second = first;
    for (var sibling : path.subList(1, path.size())) {
      if (place.isTop()) {
        return false;
      }
      if (place.isRight()) {
        first = hasher.node(sibling, first);
        second = hasher.node(sibling, second);
      } else {
        second = hasher.node(second, sibling);
      }
      place.ascend();
    }
    return place.isTop() && first.equals(smallerRoot) && second.equals(largerRoot);
  }

  /** A node on the way up, and the last one of its level. */
  private static final class Place {

    private long node;
    private long last;

    Place(long node, long last) {
      this.node = node;
      this.last = last;
    }

    boolean isTop() {
      return last == 0;
    }

    /** Whether the next sibling is to the left: also for a last node, once it has one. */
    boolean isRight() {
      return isOdd() || node == last;
    }

    private boolean isOdd() {
      return (node & 1) == 1;
    }

    void skipRights() {
      while (isOdd()) {
        up();
      }
    }

    void ascend() {
      if (node == last) {
        while (!isOdd() && node != 0) {
          up();
        }
      }
      up();
    }

    private void up() {
      node >>>= 1;
      last >>>= 1;
    }
  }
}
