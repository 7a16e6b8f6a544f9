package dev.annals.eventstore.snapshot;

import java.time.Duration;

/**
 * When a stream is long enough for a snapshot, to be saved or to be looked for.
 *
 * @param eventsMin so many events are worth one
 * @param replayTimeMax replaying may take so long; slower streams are worth a snapshot from a tenth
 *     of the events on, but never shorter ones: then it is the database that is slow
 */
public record SnapshotPolicy(int eventsMin, Duration replayTimeMax) {

  public SnapshotPolicy {
    if (eventsMin < 10 || eventsMin > 1_000_000) {
      throw new IllegalArgumentException(
          "A snapshot must be worth 10 to 1000000 events, not " + eventsMin);
    }
    if (replayTimeMax.compareTo(Duration.ofMillis(1)) < 0
        || replayTimeMax.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "Replaying may take 1 ms to 1 min before it is worth a snapshot, not " + replayTimeMax);
    }
  }

  public static SnapshotPolicy defaults() {
    return new SnapshotPolicy(500, Duration.ofMillis(20));
  }

  /** Whether a snapshot would have spared, or would spare, enough. */
  boolean isWorthwhile(long events, Duration replayTime) {
    return events >= eventsMin
        || (events >= eventsMin / 10 && replayTime.compareTo(replayTimeMax) > 0);
  }
}
