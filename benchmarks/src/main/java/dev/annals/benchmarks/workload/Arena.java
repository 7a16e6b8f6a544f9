package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Pace;
import dev.annals.benchmarks.server.BenchServer;
import java.nio.file.Path;

/**
 * Where workloads are measured.
 *
 * @param growthEvents how far the growing log grows
 * @param home the directory of the repository, where the peers are
 */
public record Arena(BenchServer server, Pace pace, long growthEvents, Path home) {}
