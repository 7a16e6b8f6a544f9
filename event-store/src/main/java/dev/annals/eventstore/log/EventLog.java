package dev.annals.eventstore.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An append-only, totally ordered log of events. Thread-safe.
 *
 * <p>An append is all or nothing. It is accepted iff no event matching its condition's query lies
 * after the condition's position, for any number of writers and processes. Accepted events stand at
 * the next consecutive positions.
 */
public interface EventLog extends EventReader {

  /** Most events of one append. */
  int APPEND_EVENTS_MAX = 1_000;

  /** Most text of one append, in characters; see {@link Event#length}. */
  long APPEND_LENGTH_MAX = 16L << 20;

  /**
   * Appends the events. May block for a look at the database if the condition reaches far back.
   *
   * <p>The future MUST NOT complete with {@link AppendResult.Appended} before the events are
   * durable. It completes exceptionally with an {@link EventLogException} if the log is overloaded,
   * closed or its database gone; only {@link EventLogException.OutcomeUnknown} leaves open whether
   * the events were stored, and a retry with the same key settles it. Actions that depend on the
   * future MUST NOT block in the thread that completes it, since that has others to tell: use the
   * {@code Async} ones.
   *
   * @param events at most {@link #APPEND_EVENTS_MAX} and {@link #APPEND_LENGTH_MAX}; may be empty
   *     only with an idempotency record and no condition, and the record is then all that is stored
   * @param idempotency stored with the events; if its key was used before, nothing is stored and
   *     the first use is returned. The key is looked at before the condition.
   * @throws IllegalArgumentException if the append is malformed
   */
  CompletableFuture<AppendResult> append(
      List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency);

  default CompletableFuture<AppendResult> append(List<Event> events, AppendCondition condition) {
    return append(events, condition, null);
  }

  /**
   * As {@link #source}, but from what this process holds in memory, without asking the database.
   * What other processes appended lately may be missing. That cannot lead to a wrong append, as a
   * condition at the returned position catches it; it can lead to a wrong rejection, so reject only
   * after {@link #source}.
   *
   * @return a position that was the log's head at some moment, at least the last that this process
   *     has acknowledged; null, and nothing fed, if memory does not reach back to {@code after}
   */
  default @Nullable SequencePosition sourceRecent(
      EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
    return null;
  }
}
