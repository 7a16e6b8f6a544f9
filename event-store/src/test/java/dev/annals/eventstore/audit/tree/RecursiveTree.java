package dev.annals.eventstore.audit.tree;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 6962, section 2.1, word for word: slow, and obviously right. */
final class RecursiveTree {

  private static final TreeHasher HASHER = new TreeHasher();

  private RecursiveTree() {}

  static Hash mth(List<byte[]> d) {
    if (d.isEmpty()) {
      return TreeHasher.EMPTY_TREE;
    }
    if (d.size() == 1) {
      return HASHER.leaf(ByteBuffer.wrap(d.getFirst()));
    }
    var k = k(d.size());
    return HASHER.node(mth(d.subList(0, k)), mth(d.subList(k, d.size())));
  }

  static List<Hash> path(int m, List<byte[]> d) {
    if (d.size() == 1) {
      return List.of();
    }
    var k = k(d.size());
    return m < k
        ? plus(path(m, d.subList(0, k)), mth(d.subList(k, d.size())))
        : plus(path(m - k, d.subList(k, d.size())), mth(d.subList(0, k)));
  }

  static List<Hash> proof(int m, List<byte[]> d) {
    return subproof(m, d, true);
  }

  private static List<Hash> subproof(int m, List<byte[]> d, boolean b) {
    if (m == d.size()) {
      return b ? List.of() : List.of(mth(d));
    }
    var k = k(d.size());
    return m <= k
        ? plus(subproof(m, d.subList(0, k), b), mth(d.subList(k, d.size())))
        : plus(subproof(m - k, d.subList(k, d.size()), false), mth(d.subList(0, k)));
  }

  private static int k(int n) {
    var k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }

  private static List<Hash> plus(List<Hash> hashes, Hash last) {
    var all = new ArrayList<>(hashes);
    all.add(last);
    return all;
  }
}
