package dev.annals.benchmarks.workload;

import java.time.Duration;

/**
 * How much there is of what is not measured in rounds.
 *
 * @param growthEvents how far the growing log grows
 * @param restartEvents in the log that is opened again
 * @param replayEvents from which views are built
 * @param sealEvents in the log that is sealed
 * @param overload how long the service is overloaded
 * @param share of everything prepared beforehand, to be quick where figures do not matter; else 1
 */
public record Scale(
    long growthEvents,
    long restartEvents,
    long replayEvents,
    long sealEvents,
    Duration overload,
    double share) {

  /** That share of a number of things, at least one. */
  int sized(int things) {
    return Math.max(1, (int) (things * share));
  }
}
