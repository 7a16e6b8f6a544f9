package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a projection is doing.
 *
 * @param position up to where every event is applied
 * @param eventsApplied by this process since it started, not counting those that pass by
 * @param failures of this process since it started
 * @param trouble why it does not get on; null when it does
 */
public record ProjectionStatus(
    ProjectionId id,
    State state,
    SequencePosition position,
    long eventsApplied,
    long failures,
    @Nullable Trouble trouble) {

  /** A projection is one of these at any time. */
  public enum State {
    STOPPED,
    RUNNING,
    /** The last attempt failed; the next ones may well succeed. */
    RETRYING,
    /** Several attempts in a row failed. It goes on trying and skips nothing. */
    STUCK
  }

  /**
   * What keeps a projection from getting on.
   *
   * @param cause of the last failure, in one line
   * @param attempts failed in a row
   * @param since the first of them
   */
  public record Trouble(String cause, int attempts, Instant since) {}
}
