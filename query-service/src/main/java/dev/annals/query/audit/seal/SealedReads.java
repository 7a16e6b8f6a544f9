package dev.annals.query.audit.seal;

import dev.annals.eventstore.audit.leaf.LeafEncoding;
import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.tree.MissingTileException;
import dev.annals.eventstore.audit.tree.RememberedTiles;
import dev.annals.eventstore.audit.tree.Tile;
import dev.annals.eventstore.audit.tree.TileSource;
import dev.annals.eventstore.audit.tree.TreeTiles;
import dev.annals.web.Admission;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sealed log as requests ask for it: bounded, and with a problem document for all that fails.
 */
final class SealedReads {

  private static final Logger LOG = LoggerFactory.getLogger(SealedReads.class);

  /** Below the connections there are, so that none waits for another. */
  private static final int READS_MAX = 5;

  /** A proof takes some milliseconds. */
  private static final int QUEUE_MAX = 100;

  private static final Duration WAIT_MAX = Duration.ofSeconds(1);

  /** A bundle may have some megabytes. */
  private static final int BUNDLES_MAX = 3;

  /** All above the leaves of a hundred million events, with room for those that grow. */
  private static final int TILES_MAX = 2_048;

  private final @Nullable SealedLog log;
  private final TileSource tiles;
  private final Admission reads =
      new Admission(
          READS_MAX, QUEUE_MAX, WAIT_MAX, "Too many proofs are being made; try again in a moment.");
  private final Admission bundles =
      new Admission(BUNDLES_MAX, "Too many bundles are being read; try again in a moment.");

  /**
   * @param log null if this process was given none
   */
  SealedReads(@Nullable SealedLog log) {
    this.log = log;
    this.tiles = new RememberedTiles(tile -> log().read(tile), TILES_MAX);
  }

  SealedLog log() {
    if (log == null) {
      throw SealProblems.nothingSealed();
    }
    return log;
  }

  /** The newest seal. */
  Seal newest() {
    return log().newest().orElseThrow(SealProblems::nothingSealed);
  }

  /** Reads from the tree of the newest seal. */
  <T> T ofTree(Seal seal, Function<TreeTiles, T> question) {
    return admitted(() -> question.apply(tree(seal.size())));
  }

  /** The tree as it was with so many leaves; within {@link #ofTree}. */
  TreeTiles tree(long size) {
    return new TreeTiles(tiles, size);
  }

  /** A tile, as it is sent. */
  byte[] tile(Tile tile) {
    requireSealed(tile, tile.path());
    return admitted(() -> log().read(tile).bytes());
  }

  private <T> T admitted(Supplier<T> work) {
    try {
      return reads.admit(work);
    } catch (MissingTileException e) {
      LOG.error("The sealed log is damaged: {}", e.getMessage());
      throw SealProblems.notAsSealed("The sealed log is damaged: %s.".formatted(e.getMessage()));
    }
  }

  /** The entries of a tile, as they are sent: each after its length in two bytes. */
  byte[] bundle(Tile tile) {
    requireSealed(tile, tile.entriesPath());
    return bundles.admit(
        () -> {
          var bundle = new ByteArrayOutputStream();
          var encoding = new LeafEncoding();
          log()
              .read(
                  tile.firstLeaf(),
                  tile.endLeaf(),
                  event -> {
                    var entry = bytes(encoding.encode(event));
                    bundle.write(entry.length >>> Byte.SIZE);
                    bundle.write(entry.length);
                    bundle.writeBytes(entry);
                  });
          return bundle.toByteArray();
        });
  }

  static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private void requireSealed(Tile tile, String path) {
    var size = newest().size();
    var there = Tile.in(size, tile.level(), tile.index());
    if (there.isEmpty() || there.get().width() < tile.width()) {
      throw SealProblems.noSuchTile(path, size);
    }
  }
}
