package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.AppendCondition.FailIfEventsMatch;
import dev.annals.eventstore.log.AppendCondition.Unconditional;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one commit would store and what it would answer to each of its callers, decided append by
 * append in order of arrival: an append sees the ones planned before it. Accepted events stand in
 * the tail, tentatively.
 */
final class BatchPlan {

  /** A recorded request and the last position of its append. */
  record Recorded(IdempotencyRecord record, long position) {}

  /** Answers what the tail is too short for. */
  interface OlderEvents {

    /** A matching position in {@code after+1..through}, or {@link LogTail#NONE}. */
    long findMatch(FailIfEventsMatch condition, long through) throws SQLException;
  }

  private final LogTail tail;
  private final OlderEvents older;
  private final long base;
  private final List<PendingAppend> appends = new ArrayList<>();
  private final List<AppendResult> results = new ArrayList<>();
  private final List<EncodedEvent> events = new ArrayList<>();
  private int accepted;
  private final Map<String, Recorded> newRecords = new HashMap<>();
  private final Set<String> refusedKeys = new HashSet<>();

  private BatchPlan(LogTail tail, OlderEvents older) {
    this.tail = tail;
    this.older = older;
    this.base = tail.head();
  }

  /**
   * @param used keys known to be recorded already
   */
  static BatchPlan of(
      List<PendingAppend> batch, LogTail tail, Map<String, Recorded> used, OlderEvents older)
      throws SQLException {
    var plan = new BatchPlan(tail, older);
    for (var append : batch) {
      plan.appends.add(append);
      plan.results.add(plan.decide(append, used));
    }
    return plan;
  }

  private AppendResult decide(PendingAppend append, Map<String, Recorded> used)
      throws SQLException {
    var idempotency = append.idempotency();
    if (idempotency != null) {
      var first = used.getOrDefault(idempotency.key(), newRecords.get(idempotency.key()));
      if (first != null) {
        return new Duplicate(first.record(), SequencePosition.of(first.position()));
      }
    }
    var match = findMatch(append);
    if (match != LogTail.NONE) {
      if (idempotency != null) {
        refusedKeys.add(idempotency.key());
      }
      return new Conflict(SequencePosition.of(match));
    }
    return accept(append);
  }

  private long findMatch(PendingAppend append) throws SQLException {
    return switch (append.condition()) {
      case Unconditional _ -> LogTail.NONE;
      case FailIfEventsMatch condition -> {
        var after = condition.after().value();
        var match = after < tail.floor() ? older.findMatch(condition, tail.floor()) : LogTail.NONE;
        yield match != LogTail.NONE
            ? match
            : tail.findMatch(condition.query(), Math.max(after, tail.floor()));
      }
    };
  }

  private Appended accept(PendingAppend append) {
    var first = tail.head() + 1;
    for (var event : append.events()) {
      tail.append(event.event());
      events.add(event);
    }
    accepted++;
    var last = tail.head();
    var idempotency = append.idempotency();
    if (idempotency != null) {
      newRecords.put(idempotency.key(), new Recorded(idempotency, last));
    }
    return new Appended(SequencePosition.of(first), SequencePosition.of(last));
  }

  /** Nothing to store: all answers are known already. */
  boolean isEmpty() {
    return events.isEmpty() && newRecords.isEmpty();
  }

  /** The new events stand at {@code base+1..base+n}. */
  long base() {
    return base;
  }

  List<EncodedEvent> events() {
    return events;
  }

  /** How many appends the events are of. */
  int accepted() {
    return accepted;
  }

  Map<String, Recorded> newRecords() {
    return newRecords;
  }

  /**
   * Keys of appends refused by their condition. If one of them was used before, the refusal is
   * wrong: a key is looked at before the condition, and the condition may well be broken by the
   * key's own first use.
   */
  Set<String> refusedKeys() {
    return refusedKeys;
  }

  /** Answers every caller. */
  void complete() {
    for (var i = 0; i < appends.size(); i++) {
      appends.get(i).result().complete(results.get(i));
    }
  }
}
