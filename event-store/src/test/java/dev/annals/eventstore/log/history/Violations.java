package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.history.Violation.Kind;
import java.util.ArrayList;
import java.util.List;

/** Counts all violations and keeps the first of them. */
final class Violations {

  private static final int KEPT_MAX = 200;

  private final List<Violation> first = new ArrayList<>();
  private long count;

  void report(Kind kind, String what) {
    count++;
    if (first.size() < KEPT_MAX) {
      first.add(new Violation(kind, what));
    }
  }

  long count() {
    return count;
  }

  List<Violation> first() {
    return List.copyOf(first);
  }
}
