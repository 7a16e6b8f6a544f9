package dev.annals.eventstore.privacy.postgres;

import dev.annals.eventstore.privacy.KeyEncryptionKey;
import dev.annals.eventstore.privacy.KeyEncryptionKeys;
import dev.annals.eventstore.privacy.KeysUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Which key-encryption keys a key store knows by their ids. */
final class KeyEncryptionKeyRows {

  private KeyEncryptionKeyRows() {}

  static List<String> ids(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(SubjectKeySql.KEY_ENCRYPTION_KEYS);
        var rows = statement.executeQuery()) {
      var ids = new ArrayList<String>();
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
      return ids;
    }
  }

  /** Only the first of all: which other ones wrap is up to rotations. */
  static void registerFirst(Connection connection, KeyEncryptionKey key) throws SQLException {
    connection.setAutoCommit(false);
    try (var turn = connection.prepareStatement(SubjectKeySql.TAKE_TURN_TO_REGISTER);
        var register = connection.prepareStatement(SubjectKeySql.REGISTER_FIRST)) {
      turn.execute();
      register.setString(1, key.id());
      register.executeUpdate();
      connection.commit();
    } finally {
      // Rolls back what was not committed, and leaves the session as it was.
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  static void register(Connection connection, KeyEncryptionKey key) throws SQLException {
    try (var statement = connection.prepareStatement(SubjectKeySql.REGISTER)) {
      statement.setString(1, key.id());
      statement.executeUpdate();
    }
  }

  /** Refuses to go on with keys that could not unwrap everything. */
  static void requireAll(List<String> ids, KeyEncryptionKeys keys) {
    var missing = ids.stream().filter(id -> keys.find(id).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw missing(missing, keys);
    }
  }

  static KeysUnavailableException missing(List<String> ids, KeyEncryptionKeys keys) {
    return new KeysUnavailableException(
        "The key store has keys that are wrapped by the key-encryption key %s, which is not in %s; restore it from a backup"
            .formatted(String.join(", ", ids), keys.origin()),
        null);
  }
}
