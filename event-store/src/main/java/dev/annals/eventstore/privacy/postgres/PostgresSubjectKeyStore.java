package dev.annals.eventstore.privacy.postgres;

import dev.annals.eventstore.privacy.KeyEncryptionKey;
import dev.annals.eventstore.privacy.KeyEncryptionKeys;
import dev.annals.eventstore.privacy.KeyState;
import dev.annals.eventstore.privacy.KeyState.Erased;
import dev.annals.eventstore.privacy.KeyState.Held;
import dev.annals.eventstore.privacy.KeysUnavailableException;
import dev.annals.eventstore.privacy.SubjectKey;
import dev.annals.eventstore.privacy.SubjectKeyStore;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keys in PostgreSQL. The user needs the key store's creator role, or to find keys its reader role.
 */
public final class PostgresSubjectKeyStore implements SubjectKeyStore {

  private static final int CONNECTIONS = 4;

  /** The key that wraps is not registered, or not any more. */
  private static final String FOREIGN_KEY_VIOLATION = "23503";

  private final KeySessions sessions;
  private final KeyEncryptionKeys keyEncryptionKeys;
  private final SecureRandom random;

  /** Connects when it is first used. */
  public PostgresSubjectKeyStore(
      KeyStoreConnection store, KeyEncryptionKeys keyEncryptionKeys, SecureRandom random) {
    this.sessions = new KeySessions(store, CONNECTIONS);
    this.keyEncryptionKeys = keyEncryptionKeys;
    this.random = random;
  }

  @Override
  public Map<String, KeyState> find(Set<String> subjects) {
    var states = new HashMap<String, KeyState>();
    for (var stored : sessions.run(connection -> StoredKey.find(connection, subjects))) {
      states.put(stored.subject(), state(stored));
    }
    return states;
  }

  private KeyState state(StoredKey stored) {
    var wrapped = stored.wrapped();
    var id = stored.keyEncryptionKey();
    if (wrapped == null || id == null) {
      return new Erased();
    }
    var key =
        keyEncryptionKeys
            .find(id)
            .orElseThrow(() -> KeyEncryptionKeyRows.missing(List.of(id), keyEncryptionKeys));
    return new Held(new SubjectKey(key.unwrap(stored.subject(), wrapped)));
  }

  @Override
  public KeyState findOrCreate(String subject) {
    var stored =
        sessions.run(
            connection -> {
              var found = StoredKey.find(connection, List.of(subject));
              if (found.isEmpty()) {
                create(connection, subject);
                found = StoredKey.find(connection, List.of(subject));
              }
              return found;
            });
    if (stored.isEmpty()) {
      throw new IllegalStateException("A key that was made is not there: " + subject);
    }
    return state(stored.getFirst());
  }

  /** With the newest key; one that a rotation has just added, or retired, is noticed. */
  private void create(Connection connection, String subject) throws SQLException {
    var first = keyEncryptionKeys.newest();
    if (!isInserted(connection, subject, first)) {
      var newest = keyEncryptionKeys.newest();
      if (newest.id().equals(first.id())) {
        KeyEncryptionKeyRows.register(connection, newest);
      }
      if (!isInserted(connection, subject, newest)) {
        throw new KeysUnavailableException(
            "The key-encryption key %s is being retired".formatted(newest.id()), null);
      }
    }
  }

  /** Whether the key-encryption key may still be used; if so, the subject has a key now. */
  private boolean isInserted(Connection connection, String subject, KeyEncryptionKey wrapping)
      throws SQLException {
    var secret = SubjectKey.draw(random);
    try (var statement = connection.prepareStatement(SubjectKeySql.CREATE)) {
      statement.setString(1, wrapping.id());
      statement.setArray(2, connection.createArrayOf("text", new Object[] {subject}));
      statement.setArray(
          3,
          connection.createArrayOf("bytea", new Object[] {wrapping.wrap(subject, secret, random)}));
      statement.executeUpdate();
      return true;
    } catch (SQLException e) {
      if (FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void check() {
    KeyEncryptionKeyRows.requireAll(sessions.run(KeyEncryptionKeyRows::ids), keyEncryptionKeys);
  }

  /** Whether nothing was ever wrapped here, so that there can be a first key-encryption key. */
  public boolean isNew() {
    return sessions.run(KeyEncryptionKeyRows::ids).isEmpty();
  }

  @Override
  public void close() {
    sessions.close();
  }
}
