package dev.annals.eventstore.projection;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Where the log's head was seen, and when. Tells for how long an event has been waiting without
 * asking for the event. For one thread.
 */
final class HeadHistory {

  /** Looks of one hour, one each second. */
  private static final int LOOKS_MAX = 3_600;

  private record Look(Instant at, long head) {}

  private final ArrayDeque<Look> looks = new ArrayDeque<>();

  void add(Instant at, long head) {
    var last = looks.peekLast();
    if (last != null && last.head() > head) {
      // The log was restored; what was seen before is of another one.
      looks.clear();
    }
    if (last == null || last.head() != head) {
      looks.addLast(new Look(at, head));
    }
    if (looks.size() > LOOKS_MAX) {
      looks.removeFirst();
    }
  }

  /** When an event after this position was there for the first time; empty if it always was. */
  Optional<Instant> firstSeenAfter(long position) {
    Instant seen = null;
    for (var newestFirst = looks.descendingIterator(); newestFirst.hasNext(); ) {
      var look = newestFirst.next();
      if (look.head() <= position) {
        return Optional.ofNullable(seen);
      }
      seen = look.at();
    }
    return Optional.empty();
  }

  /** When this began; an event that always was there has waited at least since then. */
  Optional<Instant> began() {
    return Optional.ofNullable(looks.peekFirst()).map(Look::at);
  }
}
