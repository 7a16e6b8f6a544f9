package dev.annals.eventstore.log;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The reading half of an event log. Thread-safe. Whoever has seen position p never later sees a new
 * event at or below p.
 *
 * <p>Every method may throw {@link EventLogException.Unavailable} when the database does not
 * answer.
 */
public interface EventReader extends AutoCloseable {

  /** Most events one {@link #read} or {@link EventSubscription#next} returns. */
  int READ_MAX = 10_000;

  /** The highest position; {@link SequencePosition#ORIGIN} when the log is empty. */
  SequencePosition head();

  /**
   * Reads matching events in position order.
   *
   * @param after exclusive
   * @param max 1 to {@link #READ_MAX}
   * @return at most {@code max} events; fewer only if no more match
   */
  List<SequencedEvent> read(EventQuery query, SequencePosition after, int max);

  /**
   * Feeds every matching event after {@code after}, in position order, to {@code each}: what a
   * decision is made from.
   *
   * @param each may end the sourcing by throwing; its exception comes out unchanged
   * @return the consistency position: the log's head at one moment after this call began; {@code
   *     each} has received exactly the matching events up to it. Use it in {@link
   *     AppendCondition#failIfEventsMatch}.
   */
  SequencePosition source(
      EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each);

  /**
   * The last position recorded before the instant, so that {@code position > result} reads all
   * events recorded at or after it; {@link SequencePosition#ORIGIN} if there is none.
   */
  SequencePosition positionBefore(Instant instant);

  /**
   * The last position recorded at or before the instant: what was known then is what the events up
   * to there say. {@link SequencePosition#ORIGIN} if there is none.
   *
   * <p>Instants are those of the database server's clock at the start of the transaction that
   * stored the event. So an instant that has only just passed may still get events, and a later
   * call answer with a later position. If that clock was set back, some instants passed more than
   * once; this is then some position recorded no later than the instant whose next one, if there is
   * one, was recorded later.
   */
  default SequencePosition positionAt(Instant instant) {
    return positionBefore(instant.plusNanos(1));
  }

  /** Follows the log from {@code after} (exclusive). Close it when done. */
  EventSubscription subscribe(SequencePosition after);

  /** Stops following and releases connections. Idempotent. */
  @Override
  void close();
}
