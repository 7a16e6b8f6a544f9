package dev.annals.eventstore.audit.seal;

import java.time.Duration;

/**
 * How sealing is paced.
 *
 * @param interval between two checkpoints while the log grows slowly
 * @param stepEventsMax events of one checkpoint; bounds memory, too
 * @param breath between two steps while there is more to do
 */
public record SealSettings(Duration interval, int stepEventsMax, Duration breath) {

  /** A checkpoint at least so often is what auditors are promised. */
  private static final Duration INTERVAL_MAX = Duration.ofSeconds(2);

  /** No two checkpoints of a log are further apart. */
  public static final int STEP_LIMIT = 65_536;

  public SealSettings {
    if (interval.toMillis() < 1 || interval.compareTo(INTERVAL_MAX) > 0) {
      throw new IllegalArgumentException(
          "Checkpoints are 1 ms to %s apart, not %s".formatted(INTERVAL_MAX, interval));
    }
    if (stepEventsMax < 1 || stepEventsMax > STEP_LIMIT) {
      throw new IllegalArgumentException(
          "A step has 1 to %d events, not %d".formatted(STEP_LIMIT, stepEventsMax));
    }
    if (breath.isNegative() || breath.compareTo(INTERVAL_MAX) > 0) {
      throw new IllegalArgumentException(
          "A breath takes 0 to %s, not %s".formatted(INTERVAL_MAX, breath));
    }
  }

  /** What suits nearly every log. */
  public static SealSettings defaults() {
    return new SealSettings(Duration.ofSeconds(1), 16_384, Duration.ofMillis(5));
  }
}
