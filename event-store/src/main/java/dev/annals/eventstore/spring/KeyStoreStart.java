package dev.annals.eventstore.spring;

import dev.annals.eventstore.privacy.KeyEncryptionFile;
import dev.annals.eventstore.privacy.KeyEncryptionKeys;
import dev.annals.eventstore.privacy.KeysUnavailableException;
import dev.annals.eventstore.privacy.postgres.PostgresSubjectKeyStore;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a key store at an application's start, waiting for it for a while, and refuses to go on
 * without the keys that are needed to read what is in it.
 */
final class KeyStoreStart {

  private static final Logger LOG = LoggerFactory.getLogger(KeyStoreStart.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final PrivacyProperties properties;
  private final boolean creates;

  /**
   * @param creates whether to make the first key-encryption key where nothing was ever encrypted
   */
  KeyStoreStart(PrivacyProperties properties, boolean creates) {
    this.properties = properties;
    this.creates = creates;
  }

  PostgresSubjectKeyStore open() {
    var random = new SecureRandom();
    var keys = properties.source();
    var store = new PostgresSubjectKeyStore(properties.connection(), keys, random);
    try {
      if (creates && isNew(store)) {
        createFirst(keys, random);
        // Of two hosts that start at once, each with a file of its own, one is refused at once.
        eventually(
            () -> {
              store.registerFirst();
              return true;
            });
      }
      eventually(
          () -> {
            store.check();
            return true;
          });
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private boolean isNew(PostgresSubjectKeyStore store) {
    return eventually(store::isNew);
  }

  private static void createFirst(KeyEncryptionKeys keys, SecureRandom random) {
    if (keys instanceof KeyEncryptionFile file) {
      try {
        if (file.createIfAbsent(random)) {
          LOG.info("Made the first key-encryption key, in {}; back it up", file.origin());
        }
      } catch (IOException e) {
        throw new IllegalStateException(
            "Cannot make the key-encryption key in " + file.origin(), e);
      }
    }
  }

  private interface Step<T> {
    T take();
  }

  private <T> T eventually(Step<T> step) {
    var deadline = System.nanoTime() + properties.waitMax().toNanos();
    while (true) {
      try {
        return step.take();
      } catch (KeysUnavailableException trouble) {
        // Any other cause does not pass by itself.
        if (!(trouble.getCause() instanceof SQLException) || System.nanoTime() - deadline >= 0) {
          throw trouble;
        }
        pause(trouble);
      }
    }
  }

  private static void pause(KeysUnavailableException trouble) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw trouble;
    }
  }
}
