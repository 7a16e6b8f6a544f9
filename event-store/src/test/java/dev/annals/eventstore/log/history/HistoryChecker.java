package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.SequencedEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/**
 * Replays a log against the attempts that made it. What it proves of every attempt:
 *
 * <ul>
 *   <li>accepted: its events stand together where it was told, unchanged, and between the
 *       condition's position and them no event matches the condition's query;
 *   <li>refused: the event it was told of matches the query and lies after the condition's
 *       position, and none of its own events is in the log;
 * </ul>
 *
 * and of the log: positions are 1..n, no event is there twice, and none that nobody appended.
 */
public final class HistoryChecker {

  private final List<SequencedEvent> log;
  private final List<String> violations = new ArrayList<>();

  private HistoryChecker(List<SequencedEvent> log) {
    this.log = log;
  }

  /** What is wrong, in words; empty if nothing is. */
  public static List<String> violations(List<SequencedEvent> log, List<Attempt> attempts) {
    var checker = new HistoryChecker(log);
    checker.checkPositions();
    var accepted = new HashSet<UUID>();
    for (var attempt : attempts) {
      switch (attempt.result()) {
        case Appended appended -> {
          checker.checkAccepted(attempt, appended);
          attempt.events().forEach(event -> accepted.add(event.id()));
        }
        case Conflict conflict -> checker.checkRefused(attempt, conflict);
        case Duplicate duplicate -> checker.report("unexpected %s".formatted(duplicate));
      }
    }
    for (var event : log) {
      if (!accepted.contains(event.event().id())) {
        checker.report("%s stands in the log, but nobody was told so".formatted(event.position()));
      }
    }
    return checker.violations;
  }

  private void checkPositions() {
    var ids = new HashSet<UUID>();
    for (var i = 0; i < log.size(); i++) {
      if (log.get(i).position().value() != i + 1) {
        report("event %d of the log has position %s".formatted(i + 1, log.get(i).position()));
      }
      if (!ids.add(log.get(i).event().id())) {
        report("the event at %s is there twice".formatted(log.get(i).position()));
      }
    }
  }

  private void checkAccepted(Attempt attempt, Appended told) {
    var first = told.first().value();
    var last = told.last().value();
    if (last > log.size() || last - first + 1 != attempt.events().size()) {
      report("%s was acknowledged, but the log ends at %d".formatted(told, log.size()));
      return;
    }
    if (first <= attempt.headBefore()) {
      report(
          "%s was told although the log had reached %d before"
              .formatted(told, attempt.headBefore()));
    }
    for (var i = 0; i < attempt.events().size(); i++) {
      if (!at(first + i).event().equals(attempt.events().get(i))) {
        report("%s was acknowledged, but another event stands at %d".formatted(told, first + i));
      }
    }
    for (var position = attempt.after().value() + 1; position < first; position++) {
      if (matches(attempt, position)) {
        report(
            "%s was accepted after %s although the event at %d matches %s"
                .formatted(told, attempt.after(), position, attempt.query()));
      }
    }
  }

  private void checkRefused(Attempt attempt, Conflict told) {
    var position = told.conflicting().value();
    if (position > log.size() || position <= attempt.after().value()) {
      report("%s was told for a condition after %s".formatted(told, attempt.after()));
    } else if (!matches(attempt, position)) {
      report("%s was told, but that event does not match %s".formatted(told, attempt.query()));
    }
  }

  private boolean matches(Attempt attempt, long position) {
    var event = at(position).event();
    return attempt.query().matches(event.type(), event.tags());
  }

  private SequencedEvent at(long position) {
    return log.get((int) position - 1);
  }

  private void report(String what) {
    violations.add(what);
  }
}
