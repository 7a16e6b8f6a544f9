package dev.annals.eventstore.log;

import java.time.Duration;
import java.util.List;

/**
 * A cursor that follows the log without loss or repeat. The consumer pulls, so a slow one costs
 * nothing and is never behind a queue that grows. For one thread at a time.
 */
public interface EventSubscription extends AutoCloseable {

  /**
   * The next events in position order, waiting for the first.
   *
   * @param max 1 to {@link EventReader#READ_MAX}
   * @return empty if none came within {@code timeout}, or the log was closed
   * @throws EventLogException.Unavailable if the database does not answer; the cursor stays, so
   *     call again
   */
  List<SequencedEvent> next(int max, Duration timeout) throws InterruptedException;

  /** The position of the last event returned. */
  SequencePosition position();

  @Override
  void close();
}
