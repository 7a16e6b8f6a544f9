package dev.annals.eventstore.audit.postgres;

import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.audit.tree.MissingTileException;
import dev.annals.eventstore.audit.tree.Tile;
import dev.annals.eventstore.audit.tree.TileHashes;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tiles from what is stored: full ones as they are, partial ones from the roots of the tiles below,
 * or from the leaves of the seals. For one thread.
 */
final class StoredTiles {

  private final Connection connection;

  StoredTiles(Connection connection) {
    this.connection = connection;
  }

  /**
   * @throws MissingTileException if the tree does not reach that far, or tiles were deleted
   */
  TileHashes read(Tile tile) throws SQLException {
    var stored = stored(tile);
    if (stored == null) {
      stored = tile.isPartial() ? partial(tile) : null;
    }
    if (stored == null && tile.isPartial()) {
      // It may have become full between the two looks.
      stored = stored(tile);
    }
    if (stored == null) {
      throw new MissingTileException(tile, "is not stored");
    }
    return TileHashes.of(tile, stored);
  }

  private byte @Nullable [] stored(Tile tile) throws SQLException {
    try (var statement = connection.prepareStatement(SealSql.SELECT_TILE)) {
      statement.setInt(1, tile.level());
      statement.setLong(2, tile.index());
      return cut(joined(statement), tile);
    }
  }

  private byte @Nullable [] partial(Tile tile) throws SQLException {
    return cut(tile.level() == 0 ? leaves(tile) : roots(tile), tile);
  }

  private byte[] leaves(Tile tile) throws SQLException {
    try (var statement = connection.prepareStatement(SealSql.SELECT_LEAVES)) {
      statement.setLong(1, tile.firstLeaf());
      statement.setLong(2, tile.endLeaf());
      return joined(statement);
    }
  }

  private byte[] roots(Tile tile) throws SQLException {
    try (var statement = connection.prepareStatement(SealSql.SELECT_ROOTS)) {
      var first = tile.index() * Tile.WIDTH;
      statement.setInt(1, tile.level() - 1);
      statement.setLong(2, first);
      statement.setLong(3, first + tile.width());
      return joined(statement);
    }
  }

  private static byte[] joined(PreparedStatement statement) throws SQLException {
    var hashes = new ByteArrayOutputStream();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        hashes.writeBytes(rows.getBytes(1));
      }
    }
    return hashes.toByteArray();
  }

  private static byte @Nullable [] cut(byte[] hashes, Tile tile) {
    var length = tile.width() * Hash.BYTES;
    return hashes.length < length ? null : Arrays.copyOf(hashes, length);
  }
}
