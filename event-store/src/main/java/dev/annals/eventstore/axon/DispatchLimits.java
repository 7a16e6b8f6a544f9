package dev.annals.eventstore.axon;

import java.time.Duration;

/**
 * How long a command may try.
 *
 * @param attemptsMax how often a command is handled before its conflicts are reported
 * @param backOffMax the longest pause between two attempts
 * @param turnWaitMax how long a command waits for others with the same serial key
 */
public record DispatchLimits(int attemptsMax, Duration backOffMax, Duration turnWaitMax) {

  public DispatchLimits {
    if (attemptsMax < 1 || attemptsMax > 100) {
      throw new IllegalArgumentException("Attempts must be 1 to 100, not " + attemptsMax);
    }
    requireBetween("Back-off", backOffMax, Duration.ofMillis(1), Duration.ofSeconds(1));
    requireBetween("Wait for a turn", turnWaitMax, Duration.ofMillis(1), Duration.ofMinutes(1));
  }

  public static DispatchLimits defaults() {
    return new DispatchLimits(8, Duration.ofMillis(50), Duration.ofSeconds(5));
  }

  private static void requireBetween(String what, Duration actual, Duration min, Duration max) {
    if (actual.compareTo(min) < 0 || actual.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "%s must be %s to %s, not %s".formatted(what, min, max, actual));
    }
  }
}
