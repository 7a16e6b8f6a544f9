package dev.annals.eventstore.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of tiles are as C2SP tlog-tiles says. */
class TileTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 256, tile/0/000",
    "0, 1234067, 256, tile/0/x001/x234/067",
    "0, 1234067, 8, tile/0/x001/x234/067.p/8",
    "1, 999, 256, tile/1/999",
    "1, 1000, 255, tile/1/x001/000.p/255",
    "63, 5, 1, tile/63/005.p/1",
    "0, 9223372036854775807, 256, tile/0/x009/x223/x372/x036/x854/x775/807"
  })
  void a_tile_has_one_path(int level, long index, int width, String path) {
    var tile = new Tile(level, index, width);
    var parts = path.split("/", 3);

    assertThat(tile.path()).isEqualTo(path);
    assertThat(Tile.parse(parts[1], parts[2])).isEqualTo(tile);
  }

  @Test
  void entries_have_the_place_of_their_hashes() {
    assertThat(new Tile(0, 1_234_067, 9).entriesPath()).isEqualTo("tile/entries/x001/x234/067.p/9");
    assertThat(Tile.parseEntries("x001/x234/067.p/9")).isEqualTo(new Tile(0, 1_234_067, 9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "00",
        "0000",
        "1000",
        "001/000",
        "x000/001",
        "x001/x000",
        "x001/",
        "001.p/0",
        "001.p/256",
        "001.p/01",
        "001.p",
        "001.p/",
        "001.P/1",
        "-01",
        "001/",
        "x1/001",
        "+01",
        "x009/x223/x372/x036/x854/x775/808",
        "٠٠١",
        "001\n"
      })
  void any_other_name_names_nothing(String place) {
    assertThat(Tile.parse("0", place)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "01", "64", "100", "-1", "+1", "a", "0x"})
  void any_other_level_names_nothing(String level) {
    assertThat(Tile.parse(level, "000")).isNull();
  }

  /** The example of the specification. */
  @Test
  void a_tree_of_70_000_leaves_has_these_partial_tiles() {
    assertThat(Tile.partials(70_000))
        .isEqualTo(List.of(new Tile(0, 273, 112), new Tile(1, 1, 17), new Tile(2, 0, 1)));
    assertThat(Tile.in(70_000, 0, 272)).contains(Tile.full(0, 272));
    assertThat(Tile.in(70_000, 0, 273)).contains(new Tile(0, 273, 112));
    assertThat(Tile.in(70_000, 0, 274)).isEmpty();
    assertThat(Tile.in(70_000, 1, 0)).contains(Tile.full(1, 0));
    assertThat(Tile.in(70_000, 3, 0)).isEmpty();
    assertThat(Tile.in(0, 0, 0)).isEmpty();
  }

  @Test
  void a_tree_of_256_leaves_has_a_full_tile_and_a_partial_one_above() {
    assertThat(Tile.partials(256)).isEqualTo(List.of(new Tile(1, 0, 1)));
    assertThat(Tile.in(256, 0, 0)).contains(Tile.full(0, 0));
  }

  @Test
  void a_tile_knows_its_leaves() {
    assertThat(Tile.full(0, 3).firstLeaf()).isEqualTo(768);
    assertThat(new Tile(0, 3, 5).endLeaf()).isEqualTo(773);
    assertThat(new Tile(1, 1, 2).firstLeaf()).isEqualTo(65_536);
    assertThat(new Tile(1, 1, 2).endLeaf()).isEqualTo(65_536 + 512);
  }
}
