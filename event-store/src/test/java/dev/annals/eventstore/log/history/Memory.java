package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.history.Observation.Attempt;
import dev.annals.eventstore.log.history.Outcome.Answered;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** What the attempts tell of the order of things in time. */
final class Memory {

  private final LogCopy log;
  private final Timeline acknowledged = new Timeline();
  private final Map<String, Timeline> acknowledgedByProcess = new HashMap<>();
  private final Map<String, Long> keySettledNanos = new HashMap<>();

  /** When the attempt began whose event stands at the position; zero if nobody's. */
  private final long[] begunNanos;

  private final BitSet attempted = new BitSet();

  Memory(LogCopy log) {
    this.log = log;
    this.begunNanos = new long[(int) log.head() + 1];
  }

  void learn(Attempt attempt) {
    for (var event : attempt.events()) {
      var position = (int) log.positionOf(event.id());
      begunNanos[position] = attempt.call().startedNanos();
      attempted.set(position);
    }
    if (attempt.outcome() instanceof Answered(Appended appended)) {
      learnAcknowledged(attempt, appended);
      settled(attempt);
    } else if (attempt.outcome() instanceof Answered(Duplicate _)) {
      settled(attempt);
    }
  }

  /** A position that the log does not have says nothing of the order; it is reported elsewhere. */
  private void learnAcknowledged(Attempt attempt, Appended appended) {
    var last = appended.last().value();
    if (attempt.events().isEmpty() || log.at(last) == null) {
      return;
    }
    var call = attempt.call();
    acknowledged.note(call.endedNanos(), last);
    acknowledgedByProcess
        .computeIfAbsent(call.process(), _ -> new Timeline())
        .note(call.endedNanos(), last);
  }

  private void settled(Attempt attempt) {
    var idempotency = attempt.idempotency();
    if (idempotency != null) {
      keySettledNanos.merge(idempotency.key(), attempt.call().endedNanos(), Math::min);
    }
  }

  /** The highest position acknowledged to anyone before the call began. */
  long acknowledgedBefore(Call call) {
    return acknowledged.reachedBefore(call.startedNanos());
  }

  /** The highest position acknowledged to the same process before the call began. */
  long acknowledgedInProcessBefore(Call call) {
    var timeline = acknowledgedByProcess.get(call.process());
    return timeline == null ? 0 : timeline.reachedBefore(call.startedNanos());
  }

  /** Whether somebody knew that the key was used before the call began. */
  boolean wasSettledBefore(String key, Call call) {
    return keySettledNanos.getOrDefault(key, Long.MAX_VALUE) < call.startedNanos();
  }

  /** Whether the event at the position was not yet being appended when the call ended. */
  boolean beganAfter(long position, Call call) {
    return position > 0
        && position < begunNanos.length
        && attempted.get((int) position)
        && begunNanos[(int) position] > call.endedNanos();
  }

  /** Whether some attempt had the event at the position. */
  boolean wasAttempted(long position) {
    return attempted.get((int) position);
  }
}
