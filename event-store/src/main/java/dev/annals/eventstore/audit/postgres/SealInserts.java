package dev.annals.eventstore.audit.postgres;

import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.seal.SealStep;
import dev.annals.eventstore.audit.tree.FullTile;
import dev.annals.eventstore.audit.tree.Hash;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Adds steps of the tree, in the transaction under way. */
final class SealInserts {

  private SealInserts() {}

  /** One step; waits for another session that adds one to the same seal. */
  static void one(Connection connection, SealStep step) throws SQLException {
    all(connection, List.of(step));
  }

  /** In their order. Seals first, so that of two sessions one waits there and writes nothing. */
  static void all(Connection connection, List<SealStep> steps) throws SQLException {
    try (var statement = connection.prepareStatement(SealSql.INSERT_SEAL)) {
      for (var step : steps) {
        addSeal(statement, step);
      }
      statement.executeBatch();
    }
    try (var statement = connection.prepareStatement(SealSql.INSERT_TILE)) {
      for (var step : steps) {
        addTiles(statement, step.tiles());
      }
      statement.executeBatch();
    }
    try (var statement = connection.prepareStatement(SealSql.INSERT_KEY)) {
      for (var step : steps) {
        addKeys(statement, step.signers(), step.seal().size());
      }
      statement.executeBatch();
    }
  }

  private static void addSeal(PreparedStatement statement, SealStep step) throws SQLException {
    statement.setLong(1, step.seal().size());
    statement.setLong(2, step.after());
    statement.setBytes(3, step.seal().root().bytes());
    statement.setBytes(4, joined(step.leaves()));
    statement.setString(5, step.seal().note());
    statement.addBatch();
  }

  private static byte[] joined(List<Hash> hashes) {
    var bytes = new ByteArrayOutputStream(hashes.size() * Hash.BYTES);
    hashes.forEach(hash -> bytes.writeBytes(hash.bytes()));
    return bytes.toByteArray();
  }

  private static void addTiles(PreparedStatement statement, List<FullTile> tiles)
      throws SQLException {
    for (var tile : tiles) {
      statement.setInt(1, tile.hashes().tile().level());
      statement.setLong(2, tile.hashes().tile().index());
      statement.setBytes(3, tile.hashes().bytes());
      statement.setBytes(4, tile.root().bytes());
      statement.addBatch();
    }
  }

  private static void addKeys(PreparedStatement statement, List<VerifierKey> signers, long size)
      throws SQLException {
    for (var key : signers) {
      statement.setString(1, key.text());
      statement.setLong(2, size);
      statement.addBatch();
    }
  }
}
