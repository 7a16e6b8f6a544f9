package dev.annals.eventstore.log.history;

import java.util.Arrays;

/**
 * Which position the log was known to have reached at which instant. First all is noted, then
 * asked.
 */
final class Timeline {

  private long[] instants = new long[16];
  private long[] positions = new long[16];
  private int size;
  private boolean sealed;

  void note(long nanos, long position) {
    if (sealed) {
      throw new IllegalStateException("Asked already");
    }
    if (size == instants.length) {
      instants = Arrays.copyOf(instants, size * 2);
      positions = Arrays.copyOf(positions, size * 2);
    }
    instants[size] = nanos;
    positions[size++] = position;
  }

  /** The highest position noted before the instant. */
  long reachedBefore(long nanos) {
    seal();
    var found = Arrays.binarySearch(instants, 0, size, nanos);
    var end = found < 0 ? -found - 1 : found;
    while (end > 0 && instants[end - 1] >= nanos) {
      end--;
    }
    return end == 0 ? 0 : positions[end - 1];
  }

  /** Orders by instant and lets positions only grow. */
  private void seal() {
    if (sealed) {
      return;
    }
    sealed = true;
    var order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(instants[a], instants[b]));
    var sortedInstants = new long[size];
    var sortedPositions = new long[size];
    var highest = 0L;
    for (var i = 0; i < size; i++) {
      highest = Math.max(highest, positions[order[i]]);
      sortedInstants[i] = instants[order[i]];
      sortedPositions[i] = highest;
    }
    instants = sortedInstants;
    positions = sortedPositions;
  }
}
