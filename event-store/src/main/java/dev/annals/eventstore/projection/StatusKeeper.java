package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ProjectionStatus.State;
import dev.annals.eventstore.projection.ProjectionStatus.Trouble;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a projection's status and says aloud when it changes. Written by the projection's own
 * thread, read by any.
 */
final class StatusKeeper {

  /** Failures in a row after which a projection counts as stuck. */
  static final int STUCK_ATTEMPTS = 3;

  /** A stuck projection repeats its complaint this often, in attempts: about once a minute. */
  private static final int COMPLAINT_EVERY_ATTEMPTS = 12;

  private static final Logger LOG = LoggerFactory.getLogger(StatusKeeper.class);

  private final Clock clock;
  private volatile ProjectionStatus status;

  StatusKeeper(ProjectionId id, Clock clock) {
    this.clock = clock;
    this.status = new ProjectionStatus(id, State.STOPPED, SequencePosition.ORIGIN, 0, 0, null);
  }

  ProjectionStatus current() {
    return status;
  }

  void stopped() {
    var now = status;
    status =
        new ProjectionStatus(
            now.id(), State.STOPPED, now.position(), now.eventsApplied(), now.failures(), null);
  }

  /** The token was read: that much is applied, by whomever. */
  void standsAt(SequencePosition position) {
    var now = status;
    var state = now.state() == State.STOPPED ? State.RUNNING : now.state();
    status =
        new ProjectionStatus(
            now.id(), state, position, now.eventsApplied(), now.failures(), now.trouble());
  }

  /** The log could be read and holds nothing to apply, so whatever was wrong is over. */
  void caughtUp() {
    if (status.trouble() != null) {
      advanced(status.position(), 0);
    }
  }

  /** A batch was applied, so whatever was wrong is over. */
  void advanced(SequencePosition position, int eventsApplied) {
    var now = status;
    var trouble = now.trouble();
    if (trouble != null) {
      LOG.info(
          "Projection {} goes on at position {} after {} failed attempts",
          now.id(),
          position,
          trouble.attempts());
    }
    status =
        new ProjectionStatus(
            now.id(),
            State.RUNNING,
            position,
            now.eventsApplied() + eventsApplied,
            now.failures(),
            null);
  }

  /** An attempt failed and a smaller one follows at once. */
  void narrowing(Throwable failure, int batchEventsMax) {
    var now = status;
    LOG.warn(
        "Projection {} failed after position {} and tries again with at most {} events: {}",
        now.id(),
        now.position(),
        batchEventsMax,
        describe(failure));
    status =
        new ProjectionStatus(
            now.id(),
            now.state(),
            now.position(),
            now.eventsApplied(),
            now.failures() + 1,
            now.trouble());
  }

  /**
   * An attempt failed and the next one comes after a pause.
   *
   * @return how many failed in a row
   */
  int failed(Throwable failure) {
    var now = status;
    var before = now.trouble();
    var attempts = before == null ? 1 : before.attempts() + 1;
    var since = before == null ? clock.instant() : before.since();
    var state = attempts < STUCK_ATTEMPTS ? State.RETRYING : State.STUCK;
    status =
        new ProjectionStatus(
            now.id(),
            state,
            now.position(),
            now.eventsApplied(),
            now.failures() + 1,
            new Trouble(describe(failure), attempts, since));
    complain(status, attempts, failure);
    return attempts;
  }

  private static void complain(ProjectionStatus status, int attempts, Throwable failure) {
    if (attempts == STUCK_ATTEMPTS) {
      LOG.error(
          "Projection {} is stuck after position {}", status.id(), status.position(), failure);
    } else if (attempts < STUCK_ATTEMPTS) {
      LOG.warn(
          "Projection {} failed after position {}: {}",
          status.id(),
          status.position(),
          describe(failure));
    } else if (attempts % COMPLAINT_EVERY_ATTEMPTS == 0) {
      LOG.error(
          "Projection {} is still stuck after position {} ({} attempts): {}",
          status.id(),
          status.position(),
          attempts,
          describe(failure));
    }
  }

  private static String describe(Throwable failure) {
    var message = failure.getMessage();
    return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
