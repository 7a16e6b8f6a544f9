package dev.annals.eventstore.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes from tiles is what the recursive definition says. */
class TreeTilesTest {

  private final List<byte[]> entries = new ArrayList<>();
  private final TreeInMemory tree = new TreeInMemory();

  private TreeTiles ofSize(int size) {
    var random = new Random(size);
    while (entries.size() < size) {
      var entry = new byte[random.nextInt(40)];
      random.nextBytes(entry);
      entries.add(entry);
      tree.add(entry);
    }
    return new TreeTiles(tree::read, size);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 70_000})
  void sizes_at_the_edges_of_tiles(int size) {
    proves(size, new Random(1), 6);
  }

  @Test
  void random_sizes() {
    var random = new Random(20_260_101);
    for (var run = 0; run < 12; run++) {
      entries.clear();
      var fresh = new TreeTilesTest();
      fresh.proves(1 + random.nextInt(3_000), random, 8);
    }
  }

  private void proves(int size, Random random, int samples) {
    var tiles = ofSize(size);
    var root = RecursiveTree.mth(entries);
    assertThat(tiles.root()).isEqualTo(root);
    assertThat(tree.growing().root()).isEqualTo(root);
    var check = new ProofCheck();
    for (var sample = 0; sample < samples; sample++) {
      var index = random.nextInt(size);
      var path = tiles.inclusion(index);
      assertThat(path).isEqualTo(RecursiveTree.path(index, entries));
      assertThat(check.inclusion(tiles.leaf(index), index, size, path)).contains(root);

      var smaller = 1 + random.nextInt(size);
      var smallerRoot = RecursiveTree.mth(entries.subList(0, smaller));
      var proof = tiles.consistency(smaller);
      assertThat(tiles.rootOf(smaller)).isEqualTo(smallerRoot);
      assertThat(proof).isEqualTo(RecursiveTree.proof(smaller, entries));
      assertThat(check.consistency(smaller, size, smallerRoot, root, proof)).isTrue();

      var some = new TreeSet<Long>();
      random.longs(1 + random.nextInt(20), 0, size).forEach(some::add);
      var others = new ArrayDeque<>(tiles.inclusion(some));
      assertThat(together(tiles, some, others, 0, size)).isEqualTo(root);
      assertThat(others).isEmpty();
    }
  }

  /** The root, from some leaves and one hash for whatever has none of them. */
  private static Hash together(
      TreeTiles tiles, NavigableSet<Long> some, Deque<Hash> others, long from, long to) {
    if (some.subSet(from, true, to, false).isEmpty()) {
      return others.removeFirst();
    }
    if (to - from == 1) {
      return tiles.leaf(from);
    }
    var middle = from + Long.highestOneBit(to - from - 1);
    var left = together(tiles, some, others, from, middle);
    return new TreeHasher().node(left, together(tiles, some, others, middle, to));
  }

  @Test
  void a_tree_goes_on_from_its_partial_tiles() {
    var random = new Random(3);
    for (var size : List.of(0, 1, 255, 256, 700, 65_536, 66_000)) {
      ofSize(size);
      var restored = GrowingTree.of(size, tree::read);
      assertThat(restored.root()).isEqualTo(tree.growing().root());
      var leaf = Hash.of(TreeHasher.sha256().digest(new byte[] {(byte) random.nextInt()}));
      var same = GrowingTree.of(size, tree::read);
      for (var i = 0; i < 300; i++) {
        restored.add(leaf, _ -> {});
        same.add(leaf, _ -> {});
      }
      assertThat(restored.size()).isEqualTo(size + 300L);
      assertThat(restored.root()).isEqualTo(same.root());
    }
  }

  @Test
  void the_last_leaves_are_those_not_in_a_full_tile() {
    ofSize(300);

    assertThat(tree.growing().lastLeaves(1_000)).hasSize(44);
    assertThat(tree.growing().lastLeaves(2)).hasSize(2);
    assertThat(tree.growing().lastLeaves(2).getLast())
        .isEqualTo(RecursiveTree.mth(entries.subList(299, 300)));
    ofSize(512);
    assertThat(tree.growing().lastLeaves(10)).isEmpty();
  }

  @Test
  void a_tree_has_no_proof_of_what_it_does_not_hold() {
    var tiles = ofSize(5);

    assertThatIllegalArgumentException().isThrownBy(() -> tiles.inclusion(5));
    assertThatIllegalArgumentException().isThrownBy(() -> tiles.inclusion(-1));
    for (var none : List.of(new TreeSet<Long>(), new TreeSet<>(List.of(1L, 5L)))) {
      assertThatIllegalArgumentException().isThrownBy(() -> tiles.inclusion(none));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> tiles.consistency(0));
    assertThatIllegalArgumentException().isThrownBy(() -> tiles.consistency(6));
    assertThatIllegalArgumentException().isThrownBy(() -> tiles.rootOf(6));
  }
}
