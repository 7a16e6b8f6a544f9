package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Pace;
import dev.annals.benchmarks.server.BenchServer;
import java.nio.file.Path;

/**
 * Where workloads are measured.
 *
 * @param home the directory of the repository, where the peers are
 */
public record Arena(BenchServer server, Pace pace, Scale scale, Path home) {

  /** Our share of a number of things, at least one. */
  int sized(int things) {
    return scale.sized(things);
  }
}
