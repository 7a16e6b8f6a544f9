package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import java.time.Duration;

/** How far a projection has come. Thread-safe. */
public interface ProjectionProgress {

  /** Every event up to here is in the rows that a statement started from now on sees. */
  SequencePosition position();

  /**
   * Parks the calling thread until the projection has come to {@code position}.
   *
   * @return whether it has; false after {@code timeout}, or at once when too many threads wait
   *     already
   */
  boolean awaitPosition(SequencePosition position, Duration timeout) throws InterruptedException;
}
