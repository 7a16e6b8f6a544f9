package dev.annals.eventstore.log.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets processes that write the same log take turns of some milliseconds, so that they do not
 * prepare batches against a head that another is about to take. Only a courtesy: the primary key
 * keeps the log right without it. A process that has met no other for a while asks for no lease.
 * For the committer thread only.
 */
final class WriterLease {

  /** What the lease needs of the database. */
  interface Lock {

    /** Waits for the lock, at most {@code wait}; whether it was granted. */
    boolean lock(Duration wait) throws SQLException;

    void unlock() throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(WriterLease.class);
  private static final long TURN_NANOS = Duration.ofMillis(5).toNanos();
  private static final long ALONE_AFTER_NANOS = Duration.ofSeconds(1).toNanos();

  /** Longer than any turn: who does not get it by then waits for a process that hangs. */
  private static final Duration WAIT_MAX = Duration.ofMillis(200);

  private static final long WITHOUT_NANOS = Duration.ofSeconds(2).toNanos();

  private final Lock lock;
  private final LongSupplier nanoClock;
  private boolean shared;
  private long othersSeenNanos;
  private boolean held;
  private long turnStartNanos;
  private boolean without;
  private long withoutSinceNanos;

  WriterLease(Lock lock, LongSupplier nanoClock) {
    this.lock = lock;
    this.nanoClock = nanoClock;
  }

  /** Another process has written. */
  void othersSeen() {
    shared = true;
    othersSeenNanos = nanoClock.getAsLong();
  }

  /**
   * Before a batch.
   *
   * @return whether the turn begins now, so that others may have written in the meantime
   */
  boolean begin() throws SQLException {
    var now = nanoClock.getAsLong();
    shared = shared && now - othersSeenNanos < ALONE_AFTER_NANOS;
    without = without && now - withoutSinceNanos < WITHOUT_NANOS;
    if (held || !shared || without) {
      return false;
    }
    held = lock.lock(WAIT_MAX);
    turnStartNanos = nanoClock.getAsLong();
    if (!held) {
      LOG.debug("A process holds its turn for more than {}; going on without", WAIT_MAX);
      without = true;
      withoutSinceNanos = turnStartNanos;
    }
    return held;
  }

  /** After a batch. */
  void end() throws SQLException {
    if (held && nanoClock.getAsLong() - turnStartNanos > TURN_NANOS) {
      release();
    }
  }

  /** Nothing waits to be written. */
  void release() throws SQLException {
    if (held) {
      held = false;
      lock.unlock();
    }
  }

  /** The connection is gone and the lock with it. */
  void lost() {
    held = false;
  }
}
