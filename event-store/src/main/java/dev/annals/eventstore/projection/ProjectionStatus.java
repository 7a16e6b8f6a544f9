package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What this process is doing about a projection.
 *
 * @param position up to where every event is applied, by whichever process
 * @param segmentsHeld how many segments this process works on
 * @param trouble why it does not get on; null when it does
 */
public record ProjectionStatus(
    ProjectionId id,
    State state,
    SequencePosition position,
    int segmentsHeld,
    Work work,
    @Nullable Trouble trouble) {

  static ProjectionStatus stopped(ProjectionId id) {
    return new ProjectionStatus(
        id, State.STOPPED, SequencePosition.ORIGIN, 0, new Work(0, 0, 0, 0, 0), null);
  }

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
   * What this process did since it started, and what is left to be looked at.
   *
   * @param eventsApplied not counting those that pass by
   * @param failures attempts that failed; each is tried again
   * @param enqueued dead letters that it made
   * @param workersReplaced threads that ended though nobody asked them to, and were replaced
   * @param deadLetters of all processes, as of the last look
   */
  public record Work(
      long eventsApplied, long failures, long enqueued, long workersReplaced, int deadLetters) {}

  /**
   * What keeps a projection, or one of its segments, from getting on.
   *
   * @param cause of the last failure, in one line
   * @param attempts failed in a row
   * @param since the first of them
   */
  public record Trouble(String cause, int attempts, Instant since) {}
}
