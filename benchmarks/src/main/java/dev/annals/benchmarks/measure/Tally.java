package dev.annals.benchmarks.measure;

import org.HdrHistogram.Histogram;

/** What one thread counts while it works. */
public final class Tally {

  private static final int SIGNIFICANT_DIGITS = 3;

  private final Histogram nanos = new Histogram(SIGNIFICANT_DIGITS);
  private long operations;
  private long refused;
  private long events;

  /** Counts one operation; see {@link Operation#perform} for what it returned. */
  public void add(int stored, long tookNanos) {
    if (stored == Operation.REFUSED) {
      refused++;
      return;
    }
    operations++;
    events += stored;
    nanos.recordValue(Math.max(0, tookNanos));
  }

  /** Counts what another thread counted. */
  public void add(Tally other) {
    operations += other.operations;
    refused += other.refused;
    events += other.events;
    nanos.add(other.nanos);
  }

  /** The sum, as the result of a run of this length. */
  public Run run(double seconds) {
    return new Run(operations, refused, events, seconds, millis(50), millis(99));
  }

  private double millis(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }
}
