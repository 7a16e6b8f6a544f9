package dev.annals.eventstore.privacy.postgres;

import dev.annals.eventstore.privacy.KeyEncryptionKey;
import dev.annals.eventstore.privacy.KeyEncryptionKeys;
import dev.annals.eventstore.privacy.KeyKeeper;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/** Destroys keys in PostgreSQL, and wraps them anew. The user needs the key store's keeper role. */
public final class PostgresKeyKeeper implements KeyKeeper {

  private static final int CONNECTIONS = 2;

  /** Of one transaction. */
  private static final int REWRAPPED_MAX = 1_000;

  private final KeySessions sessions;

  /** Connects when it is first used. */
  public PostgresKeyKeeper(KeyStoreConnection store) {
    this.sessions = new KeySessions(store, CONNECTIONS);
  }

  /** In the order of the key, so that two at once do not wait for each other. */
  @Override
  public void erase(Collection<String> subjects) {
    sessions.run(
        connection -> {
          try (var statement = connection.prepareStatement(SubjectKeySql.ERASE)) {
            statement.setArray(
                1, connection.createArrayOf("text", new TreeSet<>(subjects).toArray()));
            return statement.executeUpdate();
          }
        });
  }

  /**
   * Has the newest key-encryption key wrap everything. Can be broken off at any time and begun
   * again.
   *
   * @param progress told how many keys are wrapped anew, now and then
   * @return how many were
   */
  public long rewrap(KeyEncryptionKeys keys, SecureRandom random, LongConsumer progress) {
    var newest = keys.newest();
    var others = sessions.run(connection -> registeredBeside(connection, newest, keys));
    var done = 0L;
    while (!others.isEmpty()) {
      var page = sessions.run(connection -> StoredKey.wrappedBy(connection, others, REWRAPPED_MAX));
      if (page.isEmpty()) {
        break;
      }
      done += sessions.run(connection -> rewrapped(connection, page, keys, random));
      progress.accept(done);
    }
    return done;
  }

  /** Registers nothing unless everything can be unwrapped. */
  private static List<String> registeredBeside(
      Connection connection, KeyEncryptionKey newest, KeyEncryptionKeys keys) throws SQLException {
    var others = new ArrayList<>(KeyEncryptionKeyRows.ids(connection));
    others.remove(newest.id());
    KeyEncryptionKeyRows.requireAll(others, keys);
    KeyEncryptionKeyRows.register(connection, newest);
    return others;
  }

  private static int rewrapped(
      Connection connection, List<StoredKey> page, KeyEncryptionKeys keys, SecureRandom random)
      throws SQLException {
    var newest = keys.newest();
    var subjects = new ArrayList<String>();
    var former = new ArrayList<byte[]>();
    var anew = new ArrayList<byte[]>();
    for (var stored : page) {
      var wrapped = stored.wrapped();
      var id = stored.keyEncryptionKey();
      if (wrapped != null && id != null) {
        var wrapping =
            keys.find(id).orElseThrow(() -> KeyEncryptionKeyRows.missing(List.of(id), keys));
        subjects.add(stored.subject());
        former.add(wrapped);
        anew.add(newest.wrap(stored.subject(), wrapping.unwrap(stored.subject(), wrapped), random));
      }
    }
    try (var statement = connection.prepareStatement(SubjectKeySql.REWRAP)) {
      statement.setString(1, newest.id());
      statement.setArray(2, connection.createArrayOf("text", subjects.toArray()));
      statement.setArray(3, StoredKey.bytes(connection, former));
      statement.setArray(4, StoredKey.bytes(connection, anew));
      return statement.executeUpdate();
    }
  }

  /**
   * Makes the key store forget all other key-encryption keys. From then on none of them wraps
   * anything new, whoever still has it.
   *
   * @throws dev.annals.eventstore.privacy.KeysUnavailableException if one of them still wraps
   *     something; {@link #rewrap} first
   */
  public void retireOthers(KeyEncryptionKey newest) {
    sessions.run(
        connection -> {
          try (var statement = connection.prepareStatement(SubjectKeySql.RETIRE)) {
            statement.setString(1, newest.id());
            return statement.executeUpdate();
          }
        });
  }

  @Override
  public void close() {
    sessions.close();
  }
}
