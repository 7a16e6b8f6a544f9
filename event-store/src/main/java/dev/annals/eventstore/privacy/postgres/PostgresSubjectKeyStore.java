package dev.annals.eventstore.privacy.postgres;

import dev.annals.eventstore.privacy.KeyEncryptionKeys;
import dev.annals.eventstore.privacy.KeyState;
import dev.annals.eventstore.privacy.KeyState.Erased;
import dev.annals.eventstore.privacy.KeyState.Held;
import dev.annals.eventstore.privacy.SubjectKey;
import dev.annals.eventstore.privacy.SubjectKeyStore;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keys in PostgreSQL. The user needs the key store's creator role, or to find keys its reader role.
 */
public final class PostgresSubjectKeyStore implements SubjectKeyStore {

  private static final int CONNECTIONS = 4;

  private final KeySessions sessions;
  private final KeyEncryptionKeys keyEncryptionKeys;
  private final KeyCreations creations;

  /** Connects when it is first used. */
  public PostgresSubjectKeyStore(
      KeyStoreConnection store, KeyEncryptionKeys keyEncryptionKeys, SecureRandom random) {
    this.sessions = new KeySessions(store, CONNECTIONS);
    this.keyEncryptionKeys = keyEncryptionKeys;
    this.creations = new KeyCreations(sessions, keyEncryptionKeys, random);
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
    var found = sessions.run(connection -> StoredKey.find(connection, List.of(subject)));
    return state(found.isEmpty() ? creations.create(subject) : found.getFirst());
  }

  @Override
  public void check() {
    KeyEncryptionKeyRows.requireAll(sessions.run(KeyEncryptionKeyRows::ids), keyEncryptionKeys);
  }

  /** Whether nothing was ever wrapped here, so that there can be a first key-encryption key. */
  public boolean isNew() {
    return sessions.run(KeyEncryptionKeyRows::ids).isEmpty();
  }

  /** Makes the newest key-encryption key the first one here, unless another one was faster. */
  public void registerFirst() {
    sessions.run(
        connection -> {
          KeyEncryptionKeyRows.registerFirst(connection, keyEncryptionKeys.newest());
          return true;
        });
  }

  @Override
  public void close() {
    sessions.close();
  }
}
