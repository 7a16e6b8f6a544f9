package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Pace;
import dev.annals.benchmarks.server.BenchServer;
import java.nio.file.Path;

/**
 * Where workloads are measured.
 *
 * @param growthEvents how far the growing log grows
 * @param home the directory of the repository, where the peers are
 * @param share of everything prepared beforehand, to be quick where figures do not matter; else 1
 */
public record Arena(BenchServer server, Pace pace, long growthEvents, Path home, double share) {

  /** That share of a number of things, at least one. */
  int sized(int things) {
    return Math.max(1, (int) (things * share));
  }
}
