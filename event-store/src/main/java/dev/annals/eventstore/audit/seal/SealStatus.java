package dev.annals.eventstore.audit.seal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How sealing does, as this process last saw it.
 *
 * @param size events sealed, by whichever process
 * @param head events there are
 * @param waiting for how long the first one has been waiting that is not sealed
 * @param turn whether it is this process that seals
 * @param checkpoints made by this process
 * @param trouble why it does not get on; null if it does
 */
public record SealStatus(
    long size,
    long head,
    Duration waiting,
    boolean turn,
    long checkpoints,
    @Nullable String trouble) {

  static final SealStatus UNKNOWN = new SealStatus(0, 0, Duration.ZERO, false, 0, null);

  /** Events that are not sealed yet. */
  public long lagEvents() {
    return Math.max(0, head - size);
  }
}
