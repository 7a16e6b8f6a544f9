package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.AppendCondition.FailIfEventsMatch;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.history.LogCopy.Request;
import dev.annals.eventstore.log.history.Observation.Attempt;
import dev.annals.eventstore.log.history.Outcome.Answered;
import dev.annals.eventstore.log.history.Outcome.Broken;
import dev.annals.eventstore.log.history.Outcome.NothingStored;
import dev.annals.eventstore.log.history.Outcome.Silence;
import dev.annals.eventstore.log.history.Outcome.Unknown;
import dev.annals.eventstore.log.history.Violation.Kind;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold of an append, whatever its caller was told. */
final class AttemptChecks {

  private final LogCopy log;
  private final Memory memory;
  private final Violations violations;
  private final Set<String> keysExplained = new HashSet<>();
  private long unknownStored;

  AttemptChecks(LogCopy log, Memory memory, Violations violations) {
    this.log = log;
    this.memory = memory;
    this.violations = violations;
  }

  void check(Attempt attempt) {
    switch (attempt.outcome()) {
      case Answered(Appended told) -> checkAppended(attempt, told);
      case Answered(Conflict told) -> checkConflict(attempt, told);
      case Answered(Duplicate told) -> checkDuplicate(attempt, told);
      case NothingStored(var why) -> checkNothingStored(attempt, why);
      case Unknown _ -> checkAllOrNothing(attempt);
      case Silence(var millis) -> {
        report(Kind.NEVER_ANSWERED, attempt, "no answer within %d ms".formatted(millis));
        checkAllOrNothing(attempt);
      }
      case Broken(var why) -> {
        report(Kind.UNEXPECTED_EXCEPTION, attempt, why);
        checkAllOrNothing(attempt);
      }
    }
  }

  private void checkAppended(Attempt attempt, Appended told) {
    var first = told.first().value();
    var last = told.last().value();
    checkKeyOf(attempt, last);
    if (last - first + 1 != attempt.events().size()) {
      report(Kind.LOST_ACKNOWLEDGEMENT, attempt, "%s was told".formatted(told));
      return;
    }
    if (checkStandsAt(attempt, first, Kind.LOST_ACKNOWLEDGEMENT)) {
      checkPlace(attempt, first);
    }
  }

  private boolean checkStandsAt(Attempt attempt, long first, Kind otherwise) {
    var position = first;
    for (var event : attempt.events()) {
      var stored = log.at(position);
      if (stored == null || !stored.print().equals(event)) {
        report(
            otherwise,
            attempt,
            "should stand at %d to %d; at %d there is %s, and its event is at %d"
                .formatted(
                    first,
                    first + attempt.events().size() - 1,
                    position,
                    stored,
                    log.positionOf(event.id())));
        return false;
      }
      position++;
    }
    return true;
  }

  /** Of events that stand at {@code first} on: after what came before, and allowed there. */
  private void checkPlace(Attempt attempt, long first) {
    var acknowledged = memory.acknowledgedBefore(attempt.call());
    if (first <= acknowledged && !attempt.events().isEmpty()) {
      report(
          Kind.WRONG_ORDER,
          attempt,
          "stands at %d, and %d was acknowledged before it began".formatted(first, acknowledged));
    }
    if (attempt.condition() instanceof FailIfEventsMatch(var query, var after)) {
      var match = log.firstMatch(query, after.value(), first - 1);
      if (match != 0) {
        report(
            Kind.FORBIDDEN_APPEND,
            attempt,
            "accepted at %d after %s although the event at %d matches %s"
                .formatted(first, after, match, query));
      }
    }
  }

  private void checkKeyOf(Attempt attempt, long last) {
    var idempotency = attempt.idempotency();
    if (idempotency == null) {
      return;
    }
    var stored = log.request(idempotency.key());
    keysExplained.add(idempotency.key());
    if (!isOwn(idempotency, stored, last)) {
      report(
          stored == null || isOwn(idempotency, stored)
              ? Kind.LOST_ACKNOWLEDGEMENT
              : Kind.STORED_TWICE,
          attempt,
          "was stored through %d with %s, but the log remembers %s"
              .formatted(last, idempotency, stored));
    }
  }

  private static boolean isOwn(IdempotencyRecord own, @Nullable Request stored) {
    return stored != null
        && stored.answer().equals(own.answer())
        && stored.fingerprint().equals(own.fingerprint());
  }

  private static boolean isOwn(IdempotencyRecord own, @Nullable Request stored, long position) {
    return isOwn(own, stored) && stored != null && stored.position() == position;
  }

  private void checkConflict(Attempt attempt, Conflict told) {
    checkNothingStored(attempt, told);
    var position = told.conflicting().value();
    if (!(attempt.condition() instanceof FailIfEventsMatch(var query, var after))) {
      report(Kind.WRONG_REFUSAL, attempt, "%s was told, but it had no condition".formatted(told));
    } else if (position <= after.value() || !log.matches(query, position)) {
      report(
          Kind.WRONG_REFUSAL,
          attempt,
          "%s was told, but not after %s or not matching %s: %s"
              .formatted(told, after, query, log.at(position)));
    } else if (memory.beganAfter(position, attempt.call())) {
      report(
          Kind.FROM_THE_FUTURE,
          attempt,
          "%s was told before that event's append began".formatted(told));
    }
    var idempotency = attempt.idempotency();
    if (idempotency != null && memory.wasSettledBefore(idempotency.key(), attempt.call())) {
      report(
          Kind.WRONG_REFUSAL,
          attempt,
          "%s was told, but its key had been used before".formatted(told));
    }
  }

  private void checkDuplicate(Attempt attempt, Duplicate told) {
    checkNothingStored(attempt, told);
    var idempotency = attempt.idempotency();
    var original = told.original();
    var stored = idempotency == null ? null : log.request(idempotency.key());
    if (idempotency == null
        || !original.key().equals(idempotency.key())
        || !isOwn(original, stored, told.last().value())) {
      report(
          Kind.WRONG_DUPLICATE,
          attempt,
          "%s was told, but the log remembers %s".formatted(told, stored));
    }
  }

  private void checkNothingStored(Attempt attempt, Object told) {
    for (var event : attempt.events()) {
      var position = log.positionOf(event.id());
      if (position != 0) {
        report(
            Kind.STORED_THOUGH_DENIED,
            attempt,
            "%s was told, but stands at %d".formatted(told, position));
      }
    }
    var idempotency = attempt.idempotency();
    if (idempotency != null && isOwn(idempotency, log.request(idempotency.key()))) {
      report(
          Kind.STORED_THOUGH_DENIED, attempt, "%s was told, but its key is stored".formatted(told));
    }
  }

  private void checkAllOrNothing(Attempt attempt) {
    var idempotency = attempt.idempotency();
    var keyStored = false;
    if (idempotency != null && isOwn(idempotency, log.request(idempotency.key()))) {
      keyStored = true;
      keysExplained.add(idempotency.key());
    }
    if (attempt.events().isEmpty()) {
      return;
    }
    var first = log.positionOf(attempt.events().getFirst().id());
    var some = attempt.events().stream().anyMatch(event -> log.positionOf(event.id()) != 0);
    unknownStored += some ? 1 : 0;
    if (some && checkStandsAt(attempt, first, Kind.HALF_WRITTEN)) {
      checkPlace(attempt, first);
    }
    if (idempotency != null && some != keyStored) {
      report(
          Kind.HALF_WRITTEN,
          attempt,
          "events stored: %s, key stored: %s".formatted(some, keyStored));
    }
  }

  /** How many attempts of unknown outcome are in the log. */
  long unknownStored() {
    return unknownStored;
  }

  /** What is in the log without an attempt that explains it. */
  void finish() {
    for (var position = 1L; position <= log.head(); position++) {
      if (log.at(position) != null && !memory.wasAttempted(position)) {
        violations.report(
            Kind.FROM_NOWHERE, "nobody appended %d: %s".formatted(position, log.at(position)));
      }
    }
    for (var key : log.requests().keySet()) {
      if (!keysExplained.contains(key)) {
        violations.report(
            Kind.FROM_NOWHERE, "nobody was told that the key %s is stored".formatted(key));
      }
    }
  }

  private void report(Kind kind, Attempt attempt, String what) {
    violations.report(kind, attempt.call().name() + ": " + what);
  }
}
