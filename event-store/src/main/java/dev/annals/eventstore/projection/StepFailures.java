package dev.annals.eventstore.projection;

import dev.annals.eventstore.projection.BatchTransaction.DeadLettersFullException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What becomes of a group of segments of which a step has failed. Thread-safe, as its parts are.
 */
final class StepFailures {

  private final ReadSide readSide;
  private final HeldSegments held;
  private final SegmentSteps steps;
  private final StatusKeeper status;

  /** Without an ordering key nothing can be parked: everything later would have to be, too. */
  private final boolean parks;

  StepFailures(
      Projection projection,
      ReadSide readSide,
      HeldSegments held,
      SegmentSteps steps,
      StatusKeeper status) {
    this.readSide = readSide;
    this.held = held;
    this.steps = steps;
    this.status = status;
    this.parks = projection.orderedBy().isPresent();
  }

  /**
   * Something failed that has nothing to do with a single event.
   *
   * @return how long to wait
   */
  Duration ofAll(Throwable failure) {
    readSide.pages().forget();
    return readSide.properties().retryDelay(status.failed(Troubles.OF_ALL, "altogether", failure));
  }

  /**
   * The event cannot be applied now: lets the segments wait that need it, and the others go on.
   *
   * @return false if the event is none of the group's, so that the failure must have another reason
   */
  boolean of(SegmentGroup group, ReadEvent event, Throwable failure) throws SQLException {
    var owners = steps.owners(group, event);
    if (owners.isEmpty()) {
      return false;
    }
    if (owners.size() == 1 && group.cautious()) {
      again(group, event, failure);
    } else {
      status.narrowing(group, failure, 1);
      held.separate(owners);
    }
    return true;
  }

  private void again(SegmentGroup group, ReadEvent event, Throwable failure) throws SQLException {
    var segment = group.segments().getFirst().segment();
    var where = "in segment %d at position %d".formatted(segment, event.position());
    var attempts = status.failed(segment, where, failure);
    if (!parks || attempts < readSide.properties().deadLetters().attemptsMax()) {
      postpone(group, attempts);
      return;
    }
    try {
      steps.park(group, event, attempts);
    } catch (DeadLettersFullException full) {
      status.failed(segment, where, full);
      postpone(group, attempts);
    }
  }

  /** Jittered, so that what failed together is not tried again together. */
  private void postpone(SegmentGroup group, int attempts) {
    var nanos = readSide.properties().retryDelay(attempts).toNanos();
    var jittered = ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1);
    held.postpone(group.segments(), Duration.ofNanos(jittered));
  }
}
