package dev.annals.eventstore.privacy;

import java.util.List;
import java.util.Optional;

/** The key-encryption keys that this process was given; the last one wraps. Thread-safe. */
public interface KeyEncryptionKeys {

  /**
   * All there are now, the newest last; none if none was given yet.
   *
   * @throws KeysUnavailableException if they cannot be read
   */
  List<KeyEncryptionKey> all();

  /** Where they are from, for messages. */
  default String origin() {
    return "the settings";
  }

  /** The one of this id, also if it was added a moment ago. */
  default Optional<KeyEncryptionKey> find(String id) {
    return all().stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /**
   * What wraps.
   *
   * @throws KeysUnavailableException if there is none
   */
  default KeyEncryptionKey newest() {
    var all = all();
    if (all.isEmpty()) {
      throw new KeysUnavailableException("There is no key-encryption key", null);
    }
    return all.getLast();
  }

  /**
   * Those of a text, for instance from the environment: as in a key file, with commas or line ends
   * between them.
   *
   * @throws IllegalArgumentException if it has none, or something else
   */
  static KeyEncryptionKeys of(String text) {
    var keys = KeyEncryptionFile.parse(text.replace(',', '\n'));
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("there is no key in it");
    }
    return () -> keys;
  }
}
