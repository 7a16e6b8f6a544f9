package dev.annals.eventstore.projection;

import dev.annals.eventstore.projection.BuildProgress.Pace;
import java.time.Duration;
import java.util.ArrayDeque;

/** Measures how fast positions move, over the last few looks. Thread-safe. */
final class Pacer {

  private static final int LOOKS = 10;
  private static final double NANOS_PER_SECOND = 1e9;

  private record Look(long nanos, long position) {}

  private final ArrayDeque<Look> looks = new ArrayDeque<>();

  synchronized void look(long nanos, long position) {
    looks.addLast(new Look(nanos, position));
    if (looks.size() > LOOKS) {
      looks.removeFirst();
    }
  }

  /** The pace at the last look, and how long {@code ahead} more events take at it. */
  synchronized Pace pace(long ahead) {
    if (looks.size() < 2) {
      return new Pace(0, ahead == 0 ? Duration.ZERO : null);
    }
    var first = looks.getFirst();
    var last = looks.getLast();
    var seconds = (last.nanos() - first.nanos()) / NANOS_PER_SECOND;
    var perSecond = Math.max(0, last.position() - first.position()) / seconds;
    if (ahead == 0) {
      return new Pace(perSecond, Duration.ZERO);
    }
    var remaining = perSecond > 0 ? Duration.ofMillis((long) (1_000 * ahead / perSecond)) : null;
    return new Pace(perSecond, remaining);
  }
}
