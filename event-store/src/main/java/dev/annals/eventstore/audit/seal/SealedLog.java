package dev.annals.eventstore.audit.seal;

import dev.annals.eventstore.audit.tree.TileSource;
import dev.annals.eventstore.log.StoredEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is sealed, for whoever reads it. Thread-safe. Every method may throw {@link
 * dev.annals.eventstore.log.EventLogException.Unavailable}.
 */
public interface SealedLog extends TileSource, AutoCloseable {

  /** The newest seal of at most so many events; empty if there is none. */
  Optional<Seal> checkpoint(long sizeMax);

  /** The newest seal; empty if nothing is sealed yet. */
  default Optional<Seal> newest() {
    return checkpoint(Long.MAX_VALUE);
  }

  /** At most {@code max} seals after a size, in order. */
  List<Seal> sealsAfter(long size, int max);

  /** The public keys that signed, from the oldest on, as the database tells. */
  List<SealKey> keys();

  /** Hands on the stored events after {@code after} up to {@code through}, by position. */
  void read(long after, long through, Consumer<? super StoredEvent> each);

  @Override
  void close();

  /**
   * A public key.
   *
   * @param key its text
   * @param firstSize of the first checkpoint that it signed
   */
  record SealKey(String key, long firstSize) {}
}
