package dev.annals.eventstore.audit.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedTilesTest {

  private final List<Tile> reads = new ArrayList<>();
  private final RememberedTiles tiles =
      new RememberedTiles(
          tile -> {
            reads.add(tile);
            if (tile.index() > 1) {
              throw new MissingTileException(tile, "gone");
            }
            return TileHashes.of(tile, new byte[tile.width() * Hash.BYTES]);
          },
          10);

  @Test
  void a_tile_above_the_leaves_is_read_once_for_each_width() {
    var full = Tile.full(1, 0);
    var partial = new Tile(1, 0, 7);

    for (var tile : List.of(full, partial, full, partial)) {
      assertThat(tiles.read(tile).tile()).isEqualTo(tile);
    }

    assertThat(reads).containsExactly(full, partial);
  }

  @Test
  void a_tile_of_leaves_is_read_each_time() {
    var leaves = Tile.full(0, 0);

    tiles.read(leaves);
    tiles.read(leaves);

    assertThat(reads).containsExactly(leaves, leaves);
  }

  @Test
  void a_tile_that_is_not_there_is_asked_for_again() {
    var missing = Tile.full(1, 2);

    for (var i = 0; i < 2; i++) {
      assertThatThrownBy(() -> tiles.read(missing)).isInstanceOf(MissingTileException.class);
    }

    assertThat(reads).containsExactly(missing, missing);
  }
}
