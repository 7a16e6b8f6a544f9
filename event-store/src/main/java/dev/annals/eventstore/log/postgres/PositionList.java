package dev.annals.eventstore.log.postgres;

import java.util.Arrays;

/** Ascending positions; grows at the end, shrinks at both. Not thread-safe. */
final class PositionList {

  private long[] positions = new long[1];
  private int from;
  private int to;

  void add(long position) {
    if (to == positions.length) {
      makeRoom();
    }
    positions[to++] = position;
  }

  boolean isEmpty() {
    return from == to;
  }

  int size() {
    return to - from;
  }

  /** The position {@code back} places before the last; zero is the last. */
  long fromLast(int back) {
    return positions[to - 1 - back];
  }

  void removeAfter(long position) {
    while (from < to && positions[to - 1] > position) {
      to--;
    }
  }

  void removeThrough(long position) {
    while (from < to && positions[from] <= position) {
      from++;
    }
  }

  private void makeRoom() {
    if (from > positions.length / 2) {
      System.arraycopy(positions, from, positions, 0, to - from);
    } else {
      positions = Arrays.copyOfRange(positions, from, from + 2 * positions.length);
    }
    to -= from;
    from = 0;
  }
}
