package dev.annals.eventstore.audit.archive;

import dev.annals.eventstore.audit.seal.SealStep;
import dev.annals.eventstore.audit.verify.ArchiveListener;

/**
 * One transaction that makes an empty log what an archive says it was. Every method may throw
 * {@link dev.annals.eventstore.log.EventLogException.Unavailable}, after which only {@link #close}
 * makes sense.
 */
public interface RestoreSession extends ArchiveListener, AutoCloseable {

  /** Whether nothing was ever appended, sealed or answered. Nothing can be, from then on. */
  boolean takeEmptyLog();

  /** Kept until the end of the volume. */
  @Override
  void seal(SealStep step);

  /** Makes it true for everybody, durably. */
  void commit();

  /** Leaves the log as it was, unless it was committed. */
  @Override
  void close();
}
