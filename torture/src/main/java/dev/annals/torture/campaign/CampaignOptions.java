package dev.annals.torture.campaign;

import dev.annals.torture.options.RunOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much is to be endured. */
public final class CampaignOptions {

  /** Long enough for everything that may happen to happen. */
  private static final int LONG_ROUNDS = 20;

  @Option(
      names = "--rounds",
      defaultValue = "50",
      description =
          "Kills with kill -9, of writers and of PostgreSQL; from "
              + LONG_ROUNDS
              + " on, every kind of kill and of mischief must have happened"
              + " (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--appends",
      defaultValue = "1000000",
      description =
          "Appends to check that were accepted or refused as in conflict, spread over the rounds;"
              + " a million take about 2 GB of scratch (default: ${DEFAULT-VALUE}).")
  private long appends;

  @Option(
      names = "--processes",
      defaultValue = "3",
      description = "Writer processes at a time (default: ${DEFAULT-VALUE}).")
  private int processes;

  @Option(
      names = "--threads",
      defaultValue = "16",
      description = "Writing threads of each process (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--minutes-max",
      defaultValue = "120",
      description =
          "Stops the load after so long and judges what there is; the campaign fails, as it did not"
              + " get through (default: ${DEFAULT-VALUE}).")
  private int minutesMax;

  @Mixin private RunOptions run = new RunOptions();

  int rounds() {
    return rounds;
  }

  /** Whether so much is to be endured that nothing of it may be missing. */
  boolean isLong() {
    return rounds >= LONG_ROUNDS;
  }

  long appends() {
    return appends;
  }

  int processes() {
    return processes;
  }

  int threads() {
    return threads;
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
    if (rounds < 1 || appends < 1 || processes < 1 || threads < 1 || minutesMax < 1) {
      return "every number must be positive";
    }
    return processes * threads > 500 ? "at most 500 threads in all processes together" : null;
  }
}
