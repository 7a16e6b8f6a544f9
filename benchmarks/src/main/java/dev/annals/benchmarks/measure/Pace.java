package dev.annals.benchmarks.measure;

import java.time.Duration;

/**
 * How long and how often to measure.
 *
 * @param rounds in each of which every contestant runs once
 * @param run of one contestant in one round
 * @param warmUp of each contestant, before the first round
 */
public record Pace(int rounds, Duration run, Duration warmUp) {

  public Pace {
    if (rounds < 1 || rounds > 99) {
      throw new IllegalArgumentException("Rounds must be 1 to 99, not " + rounds);
    }
  }
}
