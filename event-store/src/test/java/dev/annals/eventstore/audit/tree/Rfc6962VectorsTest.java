package dev.annals.eventstore.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference tree of eight leaves that Certificate Transparency publishes, with its proofs. */
class Rfc6962VectorsTest {

  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private final TreeInMemory tree = new TreeInMemory();

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static List<Hash> hashes(String joined) {
    return joined == null || joined.isEmpty()
        ? List.of()
        : Arrays.stream(joined.split(" ", -1)).map(hex -> Hash.of(bytes(hex))).toList();
  }

  private TreeTiles ofSize(int size) {
    LEAVES.stream().limit(size).forEach(leaf -> tree.add(bytes(leaf)));
    return new TreeTiles(tree::read, size);
  }

  @Test
  void every_size_has_the_published_root() {
    assertThat(tree.growing().root()).hasToString(ROOTS.getFirst());
    for (var size = 1; size < ROOTS.size(); size++) {
      tree.add(bytes(LEAVES.get(size - 1)));
      assertThat(tree.growing().root()).hasToString(ROOTS.get(size));
      assertThat(new TreeTiles(tree::read, size).root()).hasToString(ROOTS.get(size));
    }
    var whole = new TreeTiles(tree::read, LEAVES.size());
    for (var size = 0; size < ROOTS.size(); size++) {
      assertThat(whole.rootOf(size)).hasToString(ROOTS.get(size));
    }
  }

  /** Leaves are counted from one there. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, ",
    "1, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
        + " 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
        + " 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    "6, 8, bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
        + " ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
        + " d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "3, 3, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "2, 5, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
        + " 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
        + " bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
  })
  void leaves_have_the_published_paths(int leaf, int size, String path) {
    var tiles = ofSize(size);

    assertThat(tiles.inclusion(leaf - 1)).isEqualTo(hashes(path));
    assertThat(new ProofCheck().inclusion(tiles.leaf(leaf - 1), leaf - 1, size, hashes(path)))
        .hasValueSatisfying(root -> assertThat(root).hasToString(ROOTS.get(size)));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, ",
    "1, 8, 96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
        + " 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
        + " 6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    "6, 8, 0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"
        + " ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
        + " d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "2, 5, 5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
        + " bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
  })
  void sizes_have_the_published_consistency_proofs(int smaller, int larger, String proof) {
    assertThat(ofSize(larger).consistency(smaller)).isEqualTo(hashes(proof));
    assertThat(
            new ProofCheck()
                .consistency(smaller, larger, root(smaller), root(larger), hashes(proof)))
        .isTrue();
  }

  private static Hash root(int size) {
    return Hash.of(bytes(ROOTS.get(size)));
  }

  @Test
  void a_changed_proof_proves_nothing() {
    var check = new ProofCheck();
    var path = ofSize(8).inclusion(5);
    var leaf = new TreeTiles(tree::read, 8).leaf(5);
    var root = root(8);

    Stream.of(
            check.inclusion(leaf, 4, 8, path),
            check.inclusion(leaf, 6, 8, path),
            check.inclusion(leaf, -1, 8, path),
            check.inclusion(leaf, 5, 5, path),
            check.inclusion(leaf, 5, 16, path),
            check.inclusion(leaf, 5, 8, path.subList(0, 2)),
            check.inclusion(leaf, 5, 8, path.reversed()),
            check.inclusion(leaf, 5, 8, List.of(path.get(0), path.get(1), path.get(2), root)))
        .forEach(found -> assertThat(found.filter(root::equals)).isEmpty());
    var proof = new TreeTiles(tree::read, 8).consistency(6);
    assertThat(check.consistency(6, 8, root(7), root, proof)).isFalse();
    assertThat(check.consistency(6, 8, root(6), root(7), proof)).isFalse();
    assertThat(check.consistency(5, 8, root(6), root, proof)).isFalse();
    assertThat(check.consistency(6, 8, root(6), root, List.of())).isFalse();
    assertThat(check.consistency(6, 8, root(6), root, proof.reversed())).isFalse();
    assertThat(check.consistency(0, 8, root(0), root, List.of())).isFalse();
  }
}
