package dev.annals.eventstore.log.postgres;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Whether to wait for one's turn before writing a batch. Processes that write the same log take
 * turns of a batch each, so that none prepares a batch against a head that another is about to
 * take. While one writes, appends gather at the others, so that batches are large and a turn costs
 * one more round trip, in which what the others wrote is read, too. Only a courtesy: the primary
 * key keeps the log right without it. A process that has met no other for a while asks nobody. For
 * the committer thread only.
 */
final class WriterTurns {

  /** Much longer than a turn: who has not got it by then waits, most likely, for one that hangs. */
  static final Duration WAIT_MAX = Duration.ofSeconds(1);

  private static final long ALONE_AFTER_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long WITHOUT_NANOS = Duration.ofSeconds(2).toNanos();

  private final LongSupplier nanoClock;
  private boolean shared;
  private long othersSeenNanos;
  private boolean without;
  private long withoutSinceNanos;

  WriterTurns(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Another process has written. */
  void othersSeen() {
    shared = true;
    othersSeenNanos = nanoClock.getAsLong();
  }

  /** The turn did not come in time: go on without for a while. */
  void missed() {
    without = true;
    withoutSinceNanos = nanoClock.getAsLong();
  }

  /** Whether to ask for a turn. */
  boolean areTaken() {
    var now = nanoClock.getAsLong();
    shared = shared && now - othersSeenNanos < ALONE_AFTER_NANOS;
    without = without && now - withoutSinceNanos < WITHOUT_NANOS;
    return shared && !without;
  }
}
