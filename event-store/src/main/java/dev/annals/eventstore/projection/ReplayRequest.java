package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import java.time.Duration;

/**
 * Which view to replay, and how far.
 *
 * @param keepFor how long its tables may exist
 */
public record ReplayRequest(ProjectionId projection, Replay.Wanted wanted, Duration keepFor) {

  public ReplayRequest {
    if (wanted.until().equals(SequencePosition.ORIGIN)) {
      throw new IllegalArgumentException("There is nothing to replay before the first event");
    }
    if (!keepFor.isPositive()) {
      throw new IllegalArgumentException("A replay must be kept for a while, not " + keepFor);
    }
  }
}
