package dev.annals.eventstore.log.history;

import static dev.annals.eventstore.log.AppendCondition.failIfEventsMatch;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.history.LogCopy.Request;
import dev.annals.eventstore.log.history.Observation.Attempt;
import dev.annals.eventstore.log.history.Observation.Sourced;
import dev.annals.eventstore.log.history.Outcome.Answered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A history written by hand: one call after the other, unless said otherwise. */
final class Histories {

  private final EventQuery query;
  private final List<SequencedEvent> log = new ArrayList<>();
  private final Map<String, Request> requests = new HashMap<>();
  private final List<Observation> observations = new ArrayList<>();
  private long clock;
  private long number;

  Histories(EventQuery query) {
    this.query = query;
  }

  static IdempotencyRecord key(String key, String answer) {
    return new IdempotencyRecord(key, "print", answer);
  }

  static Outcome appended(long first, long last) {
    return new Answered(new Appended(SequencePosition.of(first), SequencePosition.of(last)));
  }

  static Outcome conflict(long position) {
    return new Answered(new Conflict(SequencePosition.of(position)));
  }

  static Outcome duplicate(IdempotencyRecord original, long last) {
    AppendResult result = new Duplicate(original, SequencePosition.of(last));
    return new Answered(result);
  }

  Histories stored(Event... events) {
    for (var event : events) {
      stored(log.size() + 1, event);
    }
    return this;
  }

  Histories stored(long position, Event event) {
    log.add(new SequencedEvent(SequencePosition.of(position), Instant.EPOCH, event));
    return this;
  }

  Histories remembered(IdempotencyRecord record, long position) {
    requests.put(record.key(), new Request(record.fingerprint(), record.answer(), position));
    return this;
  }

  Call call() {
    clock += 10;
    return new Call("one", 0, number++, clock, clock + 5);
  }

  Histories attempt(long after, Outcome outcome, Event... events) {
    return attempt(failIfEventsMatch(query, SequencePosition.of(after)), null, outcome, events);
  }

  Histories keyed(IdempotencyRecord key, long after, Outcome outcome, Event... events) {
    return attempt(failIfEventsMatch(query, SequencePosition.of(after)), key, outcome, events);
  }

  Histories attempt(
      AppendCondition condition,
      @Nullable IdempotencyRecord key,
      Outcome outcome,
      Event... events) {
    var prints = IntStream.range(0, events.length).mapToObj(i -> EventPrint.of(events[i])).toList();
    return saw(new Attempt(call(), prints, condition, key, outcome));
  }

  Histories sourced(boolean recent, long consistency, long... positions) {
    return saw(
        new Sourced(
            call(),
            recent,
            query,
            SequencePosition.ORIGIN,
            seen(positions),
            SequencePosition.of(consistency)));
  }

  Histories saw(Observation observation) {
    observations.add(observation);
    return this;
  }

  SeenEvents seen(long... positions) {
    var seen = new SeenEvents.Collector();
    for (var position : positions) {
      seen.accept(log.get((int) position - 1));
    }
    return seen.seen();
  }

  List<Violation> violations() {
    return HistoryChecker.of(log, requests).check(observations);
  }

  List<Violation.Kind> kinds() {
    return violations().stream().map(Violation::kind).distinct().toList();
  }
}
