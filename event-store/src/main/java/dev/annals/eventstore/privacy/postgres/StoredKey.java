package dev.annals.eventstore.privacy.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subject's row.
 *
 * @param wrapped null if the subject was erased
 * @param keyEncryptionKey what wraps it; null if the subject was erased
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredKey(String subject, byte @Nullable [] wrapped, @Nullable String keyEncryptionKey) {

  static List<StoredKey> find(Connection connection, Collection<String> subjects)
      throws SQLException {
    try (var statement = connection.prepareStatement(SubjectKeySql.FIND)) {
      statement.setArray(1, connection.createArrayOf("text", subjects.toArray()));
      return list(statement.executeQuery());
    }
  }

  /** Those that one of these wraps, some at a time. */
  static List<StoredKey> wrappedBy(Connection connection, Collection<String> ids, int max)
      throws SQLException {
    try (var statement = connection.prepareStatement(SubjectKeySql.WRAPPED_BY_OTHERS)) {
      statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
      statement.setInt(2, max);
      return list(statement.executeQuery());
    }
  }

  /** The driver wants them in an array of their own type. */
  static Array bytes(Connection connection, List<byte[]> wrapped) throws SQLException {
    return connection.createArrayOf("bytea", wrapped.toArray(byte[][]::new));
  }

  static List<StoredKey> list(ResultSet rows) throws SQLException {
    try (rows) {
      var found = new ArrayList<StoredKey>();
      while (rows.next()) {
        found.add(new StoredKey(rows.getString(1), rows.getBytes(2), rows.getString(3)));
      }
      return found;
    }
  }
}
