package dev.annals.query.web;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ProjectionProgress;
import java.time.Duration;

/**
 * How far the log itself is. Waiting for it to grow is left to a projection, which is woken by it
 * anyway.
 */
public final class LogProgress implements ProjectionProgress {

  private final EventReader log;
  private final ProjectionProgress follower;

  public LogProgress(EventReader log, ProjectionProgress follower) {
    this.log = log;
    this.follower = follower;
  }

  @Override
  public SequencePosition position() {
    return log.head();
  }

  /** Looks at the log again in the end: the projection that was to tell may be behind or stuck. */
  @Override
  public boolean awaitPosition(SequencePosition position, Duration timeout)
      throws InterruptedException {
    return !position.isAfter(follower.position())
        || !position.isAfter(log.head())
        || follower.awaitPosition(position, timeout)
        || !position.isAfter(log.head());
  }
}
