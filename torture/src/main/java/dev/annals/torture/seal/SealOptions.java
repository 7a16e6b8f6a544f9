package dev.annals.torture.seal;

import dev.annals.torture.options.RunOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much sealing is to endure. */
final class SealOptions {

  @Option(
      names = "--kills",
      defaultValue = "50",
      description =
          "Processes to kill with kill -9 while they seal, besides those that wait for their turn, and"
              + " PostgreSQL (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--sealers",
      defaultValue = "2",
      description = "Sealing processes with one key file (default: ${DEFAULT-VALUE}).")
  private int sealers;

  @Option(
      names = "--rate",
      defaultValue = "2000",
      description = "Events appended per second (default: ${DEFAULT-VALUE}).")
  private int rate;

  @Option(
      names = "--minutes-max",
      defaultValue = "60",
      description = "Kills no more after so long; the campaign fails (default: ${DEFAULT-VALUE}).")
  private int minutesMax;

  @Mixin private RunOptions run = new RunOptions();

  int kills() {
    return kills;
  }

  int sealers() {
    return sealers;
  }

  int rate() {
    return rate;
  }

  Duration timeMax() {
    return Duration.ofMinutes(minutesMax);
  }

  long seed() {
    return run.seed();
  }

  Path scratch() {
    return run.scratch();
  }

  /** Names what cannot be done, or is null. */
  @Nullable String complaint() {
    if (kills < 1 || rate < 1 || minutesMax < 1) {
      return "every number must be positive";
    }
    return sealers < 1 || sealers > 8 ? "1 to 8 sealers" : null;
  }
}
