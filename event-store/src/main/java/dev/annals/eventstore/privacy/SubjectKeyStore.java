package dev.annals.eventstore.privacy;

import java.util.Map;
import java.util.Set;

/**
 * Where the keys of subjects are kept. Thread-safe. Every method throws {@link
 * KeysUnavailableException} if a key cannot be told.
 */
public interface SubjectKeyStore extends AutoCloseable {

  /** As it is now, for each of the subjects. */
  Map<String, KeyState> find(Set<String> subjects);

  /**
   * The subject's key, made if there was none, which is durable by then. Whoever asks, and how many
   * at once: all get the same. Never {@link KeyState.None}.
   */
  KeyState findOrCreate(String subject);

  /**
   * Looks whether all keys in use could be unwrapped.
   *
   * @throws KeysUnavailableException saying why not
   */
  void check();

  @Override
  void close();
}
