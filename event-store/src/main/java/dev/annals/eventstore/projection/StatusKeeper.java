package dev.annals.eventstore.projection;

import dev.annals.eventstore.deadletter.DeadLetterStore.Enqueued;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ProjectionStatus.State;
import dev.annals.eventstore.projection.ProjectionStatus.Trouble;
import java.time.Clock;
import java.util.Collection;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the status of a build in this process and says aloud when it changes. Thread-safe. */
final class StatusKeeper {

  /** Failures in a row after which a projection counts as stuck. */
  static final int STUCK_ATTEMPTS = 3;

  /** A stuck projection repeats its complaint this often, in attempts: about once a minute. */
  private static final int COMPLAINT_EVERY_ATTEMPTS = 12;

  private static final Logger LOG = LoggerFactory.getLogger(StatusKeeper.class);

  private final ProjectionBuild build;
  private final Troubles troubles;
  private final LongAdder applied = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder enqueued = new LongAdder();
  private volatile boolean running;
  private volatile int deadLetters;

  StatusKeeper(ProjectionBuild build, Clock clock) {
    this.build = build;
    this.troubles = new Troubles(clock);
  }

  ProjectionStatus current(SequencePosition position, int segmentsHeld, long workersReplaced) {
    var trouble = troubles.worst();
    return new ProjectionStatus(
        build.projection(), state(trouble), position, segmentsHeld, work(workersReplaced), trouble);
  }

  private ProjectionStatus.Work work(long workersReplaced) {
    return new ProjectionStatus.Work(
        applied.sum(), failures.sum(), enqueued.sum(), workersReplaced, deadLetters);
  }

  private State state(@Nullable Trouble trouble) {
    if (!running) {
      return State.STOPPED;
    }
    if (trouble == null) {
      return State.RUNNING;
    }
    return trouble.attempts() < STUCK_ATTEMPTS ? State.RETRYING : State.STUCK;
  }

  void started() {
    running = true;
  }

  void stopped() {
    running = false;
    troubles.clear();
  }

  /** The log could be read and the database answered. */
  void works() {
    over(Troubles.OF_ALL);
  }

  void advanced(Collection<SegmentClaim> segments, int deliveries) {
    works();
    segments.forEach(segment -> over(segment.segment()));
    applied.add(deliveries);
  }

  private void over(int segment) {
    var trouble = troubles.over(segment);
    if (trouble != null) {
      LOG.info("Projection {} goes on after {} failed attempts", build, trouble.attempts());
    }
  }

  /**
   * The event waits for somebody to look at it, and everything later of its sequence waits for it.
   */
  void parked(Enqueued letter) {
    enqueued.increment();
    LOG.error(
        "Projection {} cannot apply position {} to '{}' and enqueues it as a dead letter: {}",
        build,
        letter.position(),
        letter.orderingKey(),
        letter.cause());
  }

  void deadLetters(int count) {
    deadLetters = count;
  }

  /** An attempt failed and a smaller one follows at once. */
  void narrowing(SegmentGroup group, Throwable failure, int batchEventsMax) {
    failures.increment();
    LOG.warn(
        "Projection {} failed after position {} and tries again with at most {} events: {}",
        build,
        group.position(),
        batchEventsMax,
        describe(failure));
  }

  /**
   * An attempt failed and the next one comes after a pause.
   *
   * @param segment or {@link Troubles#OF_ALL}
   * @return how many failed in a row
   */
  int failed(int segment, String where, Throwable failure) {
    failures.increment();
    var trouble = troubles.add(segment, describe(failure));
    complain(trouble, where, failure);
    return trouble.attempts();
  }

  private void complain(Trouble trouble, String where, Throwable failure) {
    var attempts = trouble.attempts();
    if (attempts == STUCK_ATTEMPTS) {
      LOG.error("Projection {} is stuck {}", build, where, failure);
    } else if (attempts < STUCK_ATTEMPTS) {
      LOG.warn("Projection {} failed {}: {}", build, where, trouble.cause());
    } else if (attempts % COMPLAINT_EVERY_ATTEMPTS == 0) {
      LOG.error(
          "Projection {} is still stuck {} ({} attempts): {}",
          build,
          where,
          attempts,
          trouble.cause());
    }
  }

  /** In one line. */
  static String describe(Throwable failure) {
    var message = failure.getMessage();
    return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
