package dev.annals.benchmarks.measure;

/**
 * What one contender did in one run.
 *
 * @param operations that succeeded
 * @param refused by a condition, and tried again by their callers
 * @param events stored or read
 * @param seconds from the first caller's start to the last one's end
 * @param p50Millis of single operations
 * @param p99Millis of single operations
 */
public record Run(
    long operations,
    long refused,
    long events,
    double seconds,
    double p50Millis,
    double p99Millis) {

  public double operationsPerSecond() {
    return operations / seconds;
  }

  public double eventsPerSecond() {
    return events / seconds;
  }
}
