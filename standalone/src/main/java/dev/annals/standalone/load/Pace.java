package dev.annals.standalone.load;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When commands are due: so many a second, evenly, however slow the answers are. Thread-safe.
 *
 * <p>A sender that comes late for its turn still counts from when it was due. Otherwise a service
 * that stalls would delay the very commands that would have shown it.
 */
final class Pace {

  private static final long NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();
  private static final long UNLIMITED = 0;

  private final long intervalNanos;
  private final AtomicLong dueNanos = new AtomicLong(System.nanoTime());

  private Pace(long intervalNanos) {
    this.intervalNanos = intervalNanos;
  }

  /** As fast as the answers come. */
  static Pace unlimited() {
    return new Pace(UNLIMITED);
  }

  /**
   * Starts now.
   *
   * @param perSecond positive
   */
  static Pace of(long perSecond) {
    return new Pace(Math.max(1, NANOS_PER_SECOND / perSecond));
  }

  /** Waits for the next turn and returns when it was due, as of {@link System#nanoTime}. */
  long next() throws InterruptedException {
    if (intervalNanos == UNLIMITED) {
      return System.nanoTime();
    }
    var due = dueNanos.getAndAdd(intervalNanos);
    Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
    return due;
  }
}
