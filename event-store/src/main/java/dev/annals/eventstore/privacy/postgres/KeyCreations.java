package dev.annals.eventstore.privacy.postgres;

import dev.annals.eventstore.privacy.KeyEncryptionKey;
import dev.annals.eventstore.privacy.KeyEncryptionKeys;
import dev.annals.eventstore.privacy.KeysUnavailableException;
import dev.annals.eventstore.privacy.SubjectKey;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys. What several ask for at once is made in one transaction, by one of them while the
 * others wait, and so in one flush of the disk. Thread-safe.
 */
final class KeyCreations {

  private static final int BATCH_MAX = 500;

  /** The key that wraps is not registered, or not any more. */
  private static final String FOREIGN_KEY_VIOLATION = "23503";

  private final KeySessions sessions;
  private final KeyEncryptionKeys keyEncryptionKeys;
  private final SecureRandom random;
  private final Queue<Wish> wishes = new ConcurrentLinkedQueue<>();
  private final ReentrantLock turn = new ReentrantLock();

  KeyCreations(KeySessions sessions, KeyEncryptionKeys keyEncryptionKeys, SecureRandom random) {
    this.sessions = sessions;
    this.keyEncryptionKeys = keyEncryptionKeys;
    this.random = random;
  }

  /** Guarded by the turn, as soon as it is in the queue. */
  private static final class Wish {

    private final String subject;
    private @Nullable StoredKey granted;
    private @Nullable RuntimeException trouble;

    Wish(String subject) {
      this.subject = subject;
    }
  }

  /**
   * The subject's key, durable.
   *
   * @throws KeysUnavailableException if that could not be made
   */
  StoredKey create(String subject) {
    var wish = new Wish(subject);
    wishes.add(wish);
    turn.lock();
    try {
      while (wish.granted == null && wish.trouble == null) {
        grant(next());
      }
      return granted(wish);
    } finally {
      turn.unlock();
    }
  }

  private static StoredKey granted(Wish wish) {
    var granted = wish.granted;
    if (granted == null) {
      var trouble = wish.trouble;
      throw new KeysUnavailableException(
          String.valueOf(trouble == null ? null : trouble.getMessage()), trouble);
    }
    return granted;
  }

  private List<Wish> next() {
    var batch = new ArrayList<Wish>();
    for (var wish = wishes.poll(); wish != null; wish = wishes.poll()) {
      batch.add(wish);
      if (batch.size() == BATCH_MAX) {
        break;
      }
    }
    return batch;
  }

  private void grant(List<Wish> batch) {
    var subjects = new TreeSet<String>();
    batch.forEach(wish -> subjects.add(wish.subject));
    try {
      var made = sessions.run(connection -> made(connection, subjects));
      for (var wish : batch) {
        wish.granted = made.get(wish.subject);
        if (wish.granted == null) {
          wish.trouble = new IllegalStateException("A key that was made is not there");
        }
      }
    } catch (RuntimeException e) {
      batch.forEach(wish -> wish.trouble = e);
    }
  }

  /** In the order of the key, so that two processes do not wait for each other. */
  private Map<String, StoredKey> made(Connection connection, SortedSet<String> subjects)
      throws SQLException {
    var made = new TreeMap<String, StoredKey>();
    inserted(connection, subjects).forEach(stored -> made.put(stored.subject(), stored));
    var others = new TreeSet<>(subjects);
    others.removeAll(made.keySet());
    if (!others.isEmpty()) {
      StoredKey.find(connection, others).forEach(stored -> made.put(stored.subject(), stored));
    }
    return made;
  }

  /** With the newest key; one that a rotation has just added, or retired, is noticed. */
  private List<StoredKey> inserted(Connection connection, Collection<String> subjects)
      throws SQLException {
    var first = keyEncryptionKeys.newest();
    try {
      return inserted(connection, subjects, first);
    } catch (SQLException e) {
      if (!FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
    }
    KeyEncryptionKeyRows.registerFirst(connection, first);
    return inserted(connection, subjects, registered(connection));
  }

  /** The newest one that a rotation has registered and not retired. */
  private KeyEncryptionKey registered(Connection connection) throws SQLException {
    var ids = KeyEncryptionKeyRows.ids(connection);
    return keyEncryptionKeys.all().stream()
        .filter(key -> ids.contains(key.id()))
        .reduce((former, latter) -> latter)
        .orElseThrow(() -> KeyEncryptionKeyRows.missing(ids, keyEncryptionKeys));
  }

  private List<StoredKey> inserted(
      Connection connection, Collection<String> subjects, KeyEncryptionKey wrapping)
      throws SQLException {
    var wrapped = new ArrayList<byte[]>(subjects.size());
    for (var subject : subjects) {
      wrapped.add(wrapping.wrap(subject, SubjectKey.draw(random), random));
    }
    try (var statement = connection.prepareStatement(SubjectKeySql.CREATE)) {
      statement.setString(1, wrapping.id());
      statement.setArray(2, connection.createArrayOf("text", subjects.toArray()));
      statement.setArray(3, StoredKey.bytes(connection, wrapped));
      return StoredKey.list(statement.executeQuery());
    }
  }
}
