package dev.annals.eventstore.projection;

import dev.annals.eventstore.projection.ProjectionStatus.Trouble;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What keeps the segments of one build, or all of them, from getting on. Thread-safe. */
final class Troubles {

  /** Not of one segment: the log or the read database. */
  static final int OF_ALL = -1;

  private final Clock clock;
  private final Map<Integer, Trouble> bySegment = new TreeMap<>();

  Troubles(Clock clock) {
    this.clock = clock;
  }

  synchronized Trouble add(int segment, String cause) {
    var before = bySegment.get(segment);
    var trouble =
        before == null
            ? new Trouble(cause, 1, clock.instant())
            : new Trouble(cause, before.attempts() + 1, before.since());
    bySegment.put(segment, trouble);
    return trouble;
  }

  /** The trouble that is over by this; null if there was none. */
  synchronized @Nullable Trouble over(int segment) {
    return bySegment.remove(segment);
  }

  synchronized void clear() {
    bySegment.clear();
  }

  /** The one that was tried most often; null if there is none. */
  synchronized @Nullable Trouble worst() {
    return bySegment.values().stream().max(Comparator.comparingInt(Trouble::attempts)).orElse(null);
  }
}
