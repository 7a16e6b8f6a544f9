package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Pace;
import dev.annals.benchmarks.server.BenchServer;
import java.nio.file.Path;

/**
 * Where workloads are measured.
 *
 * @param home the directory of the repository, where the peers are
 * @param files where to put files for the time being
 */
public record Arena(BenchServer server, Pace pace, Scale scale, Path home, Path files) {

  /** Our share of a number of things, at least one. */
  int sized(int things) {
    return scale.sized(things);
  }
}
