package dev.annals.eventstore.privacy;

import java.util.Collection;

/** Who may destroy keys. Thread-safe. */
public interface KeyKeeper extends AutoCloseable {

  /**
   * Destroys the keys of the subjects for ever, whether there were any or not. To destroy them
   * again changes nothing.
   *
   * @throws KeysUnavailableException if the key store does not answer; then repeat it
   */
  void erase(Collection<String> subjects);

  @Override
  void close();
}
