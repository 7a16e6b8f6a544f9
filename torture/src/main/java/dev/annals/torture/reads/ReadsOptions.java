package dev.annals.torture.reads;

import dev.annals.torture.options.RunOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much the read side is to endure. */
final class ReadsOptions {

  @Option(
      names = "--rounds",
      defaultValue = "50",
      description =
          "Kills with kill -9: four of one query service, then one of all at once, and so on"
              + " (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--instances",
      defaultValue = "3",
      description = "Query services on one read database (default: ${DEFAULT-VALUE}).")
  private int instances;

  @Option(
      names = "--rate",
      defaultValue = "500",
      description = "Events appended per second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--takeover-max",
      defaultValue = "10",
      description =
          "Seconds after which the segments of a killed one must be served by others"
              + " (default: ${DEFAULT-VALUE}).")
  private int takeoverSecondsMax;

  @Option(
      names = "--minutes-max",
      defaultValue = "60",
      description = "Kills no more after so long; the campaign fails (default: ${DEFAULT-VALUE}).")
  private int minutesMax;

  @Mixin private RunOptions run = new RunOptions();

  int rounds() {
    return rounds;
  }

  int instances() {
    return instances;
  }

  int rate() {
    return rate;
  }

  Duration takeoverMax() {
    return Duration.ofSeconds(takeoverSecondsMax);
  }

  long seed() {
    return run.seed();
  }

  Duration timeMax() {
    return Duration.ofMinutes(minutesMax);
  }

  Path scratch() {
    return run.scratch();
  }

  /** Names what cannot be done, or is null. */
  @Nullable String complaint() {
    if (rounds < 1 || rate < 1 || takeoverSecondsMax < 1 || minutesMax < 1) {
      return "every number must be positive";
    }
    return instances < 2 || instances > 8 ? "2 to 8 instances: somebody must take over" : null;
  }
}
