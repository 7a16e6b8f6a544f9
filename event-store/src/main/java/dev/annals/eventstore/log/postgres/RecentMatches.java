package dev.annals.eventstore.log.postgres;

import java.util.Arrays;

/**
 * Which of the recent positions match a query, as far as this process has them in memory: all in
 * {@code floor+1..head} that match. Of any other range nothing is known.
 */
final class RecentMatches {

  /** For a process without a tail. */
  static final RecentMatches NOTHING_KNOWN = new RecentMatches(0, 0, new long[0]);

  private final long floor;
  private final long head;
  private final long[] ascending;

  RecentMatches(long floor, long head, long[] ascending) {
    this.floor = floor;
    this.head = head;
    this.ascending = ascending;
  }

  long floor() {
    return floor;
  }

  long head() {
    return head;
  }

  /** The matching positions, ascending. */
  long[] positions() {
    return ascending;
  }

  /** As this, cut to the lowest {@code max} matches in {@code after+1..through}. */
  RecentMatches within(long after, long through, int max) {
    var from = indexAfter(after);
    var to = Math.min(indexAfter(through), from + max);
    return new RecentMatches(
        Math.max(floor, after),
        Math.max(head, after),
        Arrays.copyOfRange(ascending, from, Math.max(from, to)));
  }

  private int indexAfter(long position) {
    var found = Arrays.binarySearch(ascending, position);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
