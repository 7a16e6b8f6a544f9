package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.history.Observation.CaughtUp;
import dev.annals.eventstore.log.history.Observation.Delivered;
import dev.annals.eventstore.log.history.Observation.PageRead;
import dev.annals.eventstore.log.history.Observation.Sourced;
import dev.annals.eventstore.log.history.Violation.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** What must hold of a read. */
final class ReadChecks {

  private static final int NAMED_MAX = 20;

  private final LogCopy log;
  private final Memory memory;
  private final Violations violations;
  private final Map<String, Long> subscriptions = new HashMap<>();

  ReadChecks(LogCopy log, Memory memory, Violations violations) {
    this.log = log;
    this.memory = memory;
    this.violations = violations;
  }

  void check(Sourced sourced) {
    var call = sourced.call();
    var consistency = sourced.consistency().value();
    var promised =
        sourced.recent()
            ? memory.acknowledgedInProcessBefore(call)
            : memory.acknowledgedBefore(call);
    if (consistency < promised) {
      report(
          Kind.STALE_READ,
          call,
          "sourced through %d, but %d was acknowledged before".formatted(consistency, promised));
    }
    if (consistency > log.head() || memory.beganAfter(consistency, call)) {
      report(Kind.FROM_THE_FUTURE, call, "sourced through %d".formatted(consistency));
    }
    var expected = log.matching(sourced.query(), sourced.after().value(), consistency);
    compare(call, expected, sourced.seen(), sourced.query());
  }

  void check(PageRead page) {
    var call = page.call();
    var after = page.after().value();
    var seen = page.seen();
    var full = seen.positions().size() >= page.max();
    var through = seen.positions().isEmpty() ? after : seen.positions().getLast();
    if (!full) {
      through = Math.max(through, memory.acknowledgedBefore(call));
    }
    compare(call, log.matching(page.query(), after, through), seen, page.query());
    if (seen.positions().size() > page.max()) {
      report(
          Kind.WRONG_EVENT,
          call,
          "%d events, %d asked for".formatted(seen.positions().size(), page.max()));
    }
  }

  void check(Delivered delivered) {
    var call = delivered.call();
    var after = delivered.after().value();
    var reached = subscriptions.getOrDefault(subscription(call), after);
    var positions = delivered.seen().positions();
    var through = reached + positions.size();
    subscriptions.put(subscription(call), positions.isEmpty() ? reached : positions.getLast());
    compare(
        call,
        LongStream.rangeClosed(reached + 1, through).boxed().toList(),
        delivered.seen(),
        EventQuery.all());
  }

  void check(CaughtUp caughtUp) {
    var call = caughtUp.call();
    var reached = subscriptions.getOrDefault(subscription(call), caughtUp.reached().value());
    var head = caughtUp.head().value();
    if (reached < head) {
      report(
          Kind.STUCK_SUBSCRIPTION,
          call,
          "delivered through %d of %d, then nothing".formatted(reached, head));
    }
  }

  private static String subscription(Call call) {
    return call.process() + "/" + call.caller();
  }

  private void compare(Call call, List<Long> expected, SeenEvents seen, EventQuery query) {
    if (!expected.equals(seen.positions())) {
      reportDifference(call, expected, seen.positions(), query);
      return;
    }
    var content = 0L;
    for (var position : expected) {
      var stored = log.at(position);
      if (stored == null) {
        report(Kind.WRONG_EVENT, call, "saw %d, which does not exist".formatted(position));
        return;
      }
      content = SeenEvents.extended(content, stored.print());
    }
    if (content != seen.content()) {
      report(Kind.WRONG_EVENT, call, "saw other contents at %s".formatted(expected));
    }
  }

  private void reportDifference(Call call, List<Long> expected, List<Long> seen, EventQuery query) {
    var missing = without(expected, seen);
    var surplus = without(seen, expected);
    if (!missing.isEmpty()) {
      report(Kind.SKIPPED_EVENT, call, "did not see %s, which match %s".formatted(missing, query));
    }
    if (!surplus.isEmpty()) {
      report(Kind.WRONG_EVENT, call, "saw %s, but should not for %s".formatted(surplus, query));
    }
    if (missing.isEmpty() && surplus.isEmpty()) {
      report(Kind.WRONG_EVENT, call, "saw %s twice or out of order".formatted(seen));
    }
  }

  private static List<Long> without(List<Long> positions, List<Long> others) {
    var set = new HashSet<>(others);
    return positions.stream().filter(each -> !set.contains(each)).limit(NAMED_MAX).toList();
  }

  private void report(Kind kind, Call call, String what) {
    violations.report(kind, call.name() + ": " + what);
  }
}
