package dev.annals.benchmarks.measure;

import java.util.ArrayDeque;

/**
 * How long a follower of a log has been behind it, from looks at both: since the last look at which
 * the log had not come further than the follower has now. So a lag is told too long rather than too
 * short, by at most the time between two looks. For one thread.
 */
public final class LagMeter {

  private record Look(long nanos, long head) {}

  private final ArrayDeque<Look> looks = new ArrayDeque<>();
  private long nanosMax;
  private long eventsMax;

  /**
   * Takes a look in.
   *
   * @param head where the log ended, or earlier
   * @param position where the follower stood
   */
  public void look(long nanos, long head, long position) {
    looks.addLast(new Look(nanos, head));
    // The first that remains is the last that the follower has come up to, if there is one.
    while (looks.size() > 1 && second().head() <= position) {
      looks.removeFirst();
    }
    if (head > position) {
      nanosMax = Math.max(nanosMax, nanos - looks.getFirst().nanos());
      eventsMax = Math.max(eventsMax, head - position);
    }
  }

  private Look second() {
    var each = looks.iterator();
    each.next();
    return each.next();
  }

  /** The longest lag of all. */
  public double maxSeconds() {
    return nanosMax / 1e9;
  }

  /** The most events it was ever behind. */
  public long maxEvents() {
    return eventsMax;
  }
}
