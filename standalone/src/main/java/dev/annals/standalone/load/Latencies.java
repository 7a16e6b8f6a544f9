package dev.annals.standalone.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;

/** Durations of one kind, from any number of threads. */
final class Latencies {

  /** In nanoseconds. */
  record Summary(long count, long p50, long p95, long p99, long max) {}

  private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final int DIGITS = 3;

  private final ConcurrentHistogram nanos = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);

  /** Notes a duration; beyond an hour all are the same. */
  void record(long durationNanos) {
    nanos.recordValue(Math.clamp(durationNanos, 0, LONGEST_NANOS));
  }

  Summary summary() {
    return new Summary(
        nanos.getTotalCount(),
        nanos.getValueAtPercentile(50),
        nanos.getValueAtPercentile(95),
        nanos.getValueAtPercentile(99),
        nanos.getMaxValue());
  }
}
