package dev.annals.benchmarks;

import dev.annals.benchmarks.measure.Pace;
import dev.annals.benchmarks.workload.Scale;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be chosen about a run of the benchmarks. */
final class BenchOptions {

  private static final Pace QUICK = new Pace(3, Duration.ofSeconds(1), Duration.ofSeconds(1));

  private static final Pace NORMAL = new Pace(5, Duration.ofSeconds(2), Duration.ofSeconds(2));

  private static final Pace FULL = new Pace(7, Duration.ofSeconds(4), Duration.ofSeconds(4));

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this help.")
  boolean help;

  @Option(
      names = "--quick",
      description = "Three rounds of one second: to see that everything runs, not to believe it.")
  boolean quick;

  @Option(names = "--full", description = "Seven rounds of four seconds, and more growth.")
  boolean full;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Only these workloads, separated by commas. Default: all of them.")
  Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--growth",
      paramLabel = "EVENTS",
      description =
          "How far the growing log grows, and how many events are sealed. Default: 100000 and 50000"
              + " with --quick, 10000000 with --full, or else 2000000 and 300000.")
  @Nullable Long growth;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The report; its plots go beside it. Default: docs/benchmarks.md.")
  @Nullable Path out;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where PostgreSQL keeps its data for the time being: a directory that is empty, or of an"
              + " earlier run, whose data is deleted. Default: benchmarks/target/bench.")
  @Nullable Path data;

  /** The directory of the repository, as the launcher tells it. */
  static Path home() {
    return Path.of(System.getProperty("annals.home", ".")).toAbsolutePath().normalize();
  }

  Path page() {
    return out == null ? home().resolve("docs/benchmarks.md") : out.toAbsolutePath();
  }

  Path dataDirectory() {
    return data == null ? home().resolve("benchmarks/target/bench") : data.toAbsolutePath();
  }

  Pace pace() {
    if (full) {
      return FULL;
    }
    return quick ? QUICK : NORMAL;
  }

  Scale scale() {
    return new Scale(growthEvents(), restartEvents(), replayEvents(), sealEvents(), overload(), 1);
  }

  private long restartEvents() {
    return full ? 2_000_000 : 200_000;
  }

  private long replayEvents() {
    if (full) {
      return 1_000_000;
    }
    return quick ? 50_000 : 200_000;
  }

  private long sealEvents() {
    if (growth != null) {
      return growth;
    }
    if (full) {
      return 10_000_000;
    }
    return quick ? 50_000 : 300_000;
  }

  private Duration overload() {
    if (full) {
      return Duration.ofMinutes(5);
    }
    return quick ? Duration.ofSeconds(15) : Duration.ofMinutes(1);
  }

  private long growthEvents() {
    if (growth != null) {
      return growth;
    }
    if (full) {
      return 10_000_000;
    }
    return quick ? 100_000 : 2_000_000;
  }

  /** What to type to measure the same again, wherever the files shall go. */
  String commandLine() {
    var words = new ArrayList<>(List.of("./annals bench"));
    if (quick || full) {
      words.add(full ? "--full" : "--quick");
    }
    if (!only.isEmpty()) {
      words.add("--only " + String.join(",", only));
    }
    if (growth != null) {
      words.add("--growth " + growth);
    }
    return String.join(" ", words);
  }
}
