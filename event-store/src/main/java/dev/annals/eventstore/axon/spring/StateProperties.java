package dev.annals.eventstore.axon.spring;

import dev.annals.eventstore.snapshot.SnapshotPolicy;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is kept of the states decisions are made from.
 *
 * @param keptMax states in memory, a few hundred bytes each; 0 keeps none
 * @param snapshotEvents so many events are worth a snapshot; see {@link SnapshotPolicy}
 * @param snapshotReplayTime replaying may take so long before it is worth a snapshot
 * @param snapshotQueueMax states waiting to be saved; more are not saved
 */
@ConfigurationProperties("annals.state")
record StateProperties(
    @DefaultValue("100000") int keptMax,
    @DefaultValue("500") int snapshotEvents,
    @DefaultValue("20ms") Duration snapshotReplayTime,
    @DefaultValue("1024") int snapshotQueueMax) {

  private static final int KEPT_LIMIT = 100_000_000;
  private static final int QUEUE_LIMIT = 100_000;

  StateProperties {
    new SnapshotPolicy(snapshotEvents, snapshotReplayTime);
    requireBetween("annals.state.kept-max", keptMax, 0, KEPT_LIMIT);
    requireBetween("annals.state.snapshot-queue-max", snapshotQueueMax, 1, QUEUE_LIMIT);
  }

  private static void requireBetween(String name, int actual, int min, int max) {
    if (actual < min || actual > max) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, not %d".formatted(name, min, max, actual));
    }
  }

  SnapshotPolicy snapshotPolicy() {
    return new SnapshotPolicy(snapshotEvents, snapshotReplayTime);
  }
}
