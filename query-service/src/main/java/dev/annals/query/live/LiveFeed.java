package dev.annals.query.live;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.time.Duration;

/** What a stream tells, and which events it tells of. */
public sealed interface LiveFeed permits LogFeed, ViewFeed {

  /** The events that make for new messages. */
  EventQuery query();

  /** The first message is the first one after this. */
  SequencePosition start();

  /** Up to where there is nothing to be read at the start; less than zero if that is not known. */
  long known();

  /** Events that may wait to become messages as they are; none if messages are always read. */
  int pendingMax();

  /**
   * Whether {@link #read} knows the events up to here.
   *
   * @param timeout how long to wait for that
   */
  boolean awaitPosition(SequencePosition position, Duration timeout) throws InterruptedException;

  /** The next messages after a position. */
  LivePage read(SequencePosition after);

  /** The message that an event is. */
  LiveMessage message(SequencedEvent event);

  /** Whether there may be something to read although no event came. */
  boolean changesByItself();
}
