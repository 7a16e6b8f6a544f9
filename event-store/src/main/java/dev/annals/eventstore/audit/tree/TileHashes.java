package dev.annals.eventstore.audit.tree;

import java.util.Arrays;

/** A tile with its hashes. */
public final class TileHashes {

  private final Tile tile;
  private final byte[] bytes;

  private TileHashes(Tile tile, byte[] bytes) {
    this.tile = tile;
    this.bytes = bytes;
  }

  /**
   * The tile with these hashes, one after the other.
   *
   * @throws IllegalArgumentException if they are not as many as the tile has
   */
  public static TileHashes of(Tile tile, byte[] bytes) {
    if (bytes.length != tile.width() * Hash.BYTES) {
      throw new IllegalArgumentException(
          "%s has %d bytes, not %d"
              .formatted(tile.path(), tile.width() * Hash.BYTES, bytes.length));
    }
    return new TileHashes(tile, bytes.clone());
  }

  public Tile tile() {
    return tile;
  }

  /** A copy of its hashes, one after the other: what is served. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** One of its hashes. */
  public Hash hash(int index) {
    return Hash.at(bytes, index);
  }

  /** The tile as it was when it had fewer hashes. */
  public TileHashes cutTo(int width) {
    return width == tile.width()
        ? this
        : new TileHashes(
            new Tile(tile.level(), tile.index(), width), Arrays.copyOf(bytes, width * Hash.BYTES));
  }

  /** The hash that stands for the tile on the level above; for full tiles. */
  public Hash root(TreeHasher hasher) {
    if (tile.isPartial()) {
      throw new IllegalStateException("Not full: " + tile);
    }
    return hasher.subtree(bytes, 0, Tile.WIDTH);
  }

  Hash subtree(TreeHasher hasher, int from, int count) {
    return hasher.subtree(bytes, from, count);
  }

  void copyTo(byte[] target) {
    System.arraycopy(bytes, 0, target, 0, bytes.length);
  }
}
