package dev.annals.eventstore.projection;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker, and another one in its place if it ends though nobody asked it to: it survives whatever
 * it can tell of, so this is an error that it could not even report. The next one begins later each
 * time, and after some in a row none does any more: then the process as a whole is unwell. Tended
 * by one thread; the others only look.
 */
final class WorkerPlace {

  static final int REPLACED_IN_A_ROW_MAX = 10;

  /** Who has lived for so long was not ended by what ended the one before. */
  private static final Duration LONG_LIFE = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(WorkerPlace.class);

  private final Supplier<SegmentWorker> hire;
  private final ProjectionProperties properties;
  private final AtomicInteger replaced = new AtomicInteger();
  private final AtomicInteger inARow = new AtomicInteger();
  private volatile SegmentWorker worker;
  private boolean sawEnd;
  private long sinceNanos;

  WorkerPlace(Supplier<SegmentWorker> hire, ProjectionProperties properties) {
    this.hire = hire;
    this.properties = properties;
    this.worker = hire.get();
    this.sinceNanos = System.nanoTime();
  }

  SegmentWorker worker() {
    return worker;
  }

  /** How often its worker had to be replaced. */
  int replaced() {
    return replaced.get();
  }

  /** Empty as long as its worker lives. */
  Optional<BuildLook.EndedWorker> ended() {
    var present = worker;
    return present.hasEnded()
        ? Optional.of(
            new BuildLook.EndedWorker(
                present.name(), replaced.get(), inARow.get() < REPLACED_IN_A_ROW_MAX))
        : Optional.empty();
  }

  /** Replaces the worker if it has ended, when it is time. */
  void tend(long nanos) {
    if (!worker.hasEnded()) {
      if (nanos - sinceNanos > LONG_LIFE.toNanos()) {
        inARow.set(0);
      }
      return;
    }
    if (!sawEnd) {
      sawEnd = true;
      sinceNanos = nanos;
      LOG.error(
          "{} has ended; it was replaced {} times in a row, at most {} are",
          worker.name(),
          inARow.get(),
          REPLACED_IN_A_ROW_MAX);
    }
    var delay = properties.retryDelay(inARow.get() + 1);
    if (inARow.get() < REPLACED_IN_A_ROW_MAX && nanos - sinceNanos >= delay.toNanos()) {
      replace(nanos);
    }
  }

  private void replace(long nanos) {
    sawEnd = false;
    sinceNanos = nanos;
    inARow.incrementAndGet();
    replaced.incrementAndGet();
    worker = hire.get();
    worker.start();
  }
}
