package dev.annals.eventstore.log.history;

import java.util.Arrays;

/** Increasing positions, searched by halving. */
final class PositionIndex {

  private static final int[] NONE = {};

  private int[] positions = NONE;
  private int size;

  void add(int position) {
    if (size == positions.length) {
      positions = Arrays.copyOf(positions, Math.max(4, size + (size >> 1)));
    }
    positions[size++] = position;
  }

  int size() {
    return size;
  }

  int get(int i) {
    return positions[i];
  }

  /** The index of the first position after {@code after}; {@link #size} if there is none. */
  int firstAfter(long after) {
    var found = Arrays.binarySearch(positions, 0, size, (int) Math.min(after, Integer.MAX_VALUE));
    return found < 0 ? -found - 1 : found + 1;
  }

  /** How many lie in {@code after+1..through}. */
  int count(long after, long through) {
    return Math.max(0, firstAfter(through) - firstAfter(after));
  }
}
