package dev.annals.eventstore.audit.seal;

import dev.annals.eventstore.audit.tree.TileSource;
import dev.annals.eventstore.log.StoredEvent;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a sealer does with the database. Every method may throw {@link
 * dev.annals.eventstore.log.EventLogException.Unavailable}, after which only {@link #close} makes
 * sense.
 */
public interface SealSession extends AutoCloseable {

  /**
   * Whether it is this session's turn to seal, which it keeps until it is closed. A courtesy among
   * processes: nothing relies on it.
   */
  boolean takeTurn();

  /** The newest seal; that of the empty tree if nothing was sealed yet. */
  Seal last();

  /** How far the log is ahead of a seal of this size. */
  Look look(long size);

  /** The tiles of the tree, of this size or a smaller one. */
  TileSource tiles();

  /** Hands on the stored events after {@code after} up to {@code through}, by position. */
  void read(long after, long through, Consumer<? super StoredEvent> each);

  /**
   * Adds a seal, durably and as a whole.
   *
   * @return whether it was added; if not, another session was faster
   */
  boolean store(SealStep step);

  @Override
  void close();

  /**
   * What a look at the log finds.
   *
   * @param waiting for how long the first event has been waiting that is not sealed
   */
  record Look(long head, Duration waiting) {}
}
