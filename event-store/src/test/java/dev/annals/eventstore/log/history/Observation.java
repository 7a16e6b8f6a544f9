package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of the log, and what its caller saw. */
public sealed interface Observation {

  Call call();

  /**
   * An append. No two attempts share an event or the answer they record, not even two with the same
   * key: so the log tells which of them it stored.
   */
  record Attempt(
      Call call,
      List<EventPrint> events,
      AppendCondition condition,
      @Nullable IdempotencyRecord idempotency,
      Outcome outcome)
      implements Observation {

    /** The same attempt, answered now. */
    Attempt answered(Outcome answer) {
      return new Attempt(call.ended(), events, condition, idempotency, answer);
    }
  }

  /**
   * A sourcing.
   *
   * @param recent from memory only, so that it may lack what other processes appended
   */
  record Sourced(
      Call call,
      boolean recent,
      EventQuery query,
      SequencePosition after,
      SeenEvents seen,
      SequencePosition consistency)
      implements Observation {}

  /** A page read. */
  record PageRead(Call call, EventQuery query, SequencePosition after, int max, SeenEvents seen)
      implements Observation {}

  /** What a subscription delivered. A caller has one subscription. */
  record Delivered(Call call, SequencePosition after, SeenEvents seen) implements Observation {}

  /** A subscription was given time to reach the head that was read before. */
  record CaughtUp(Call call, SequencePosition head, SequencePosition reached)
      implements Observation {}

  /** A reading call threw what its contract does not know. */
  record ReadBroke(Call call, String why) implements Observation {}
}
