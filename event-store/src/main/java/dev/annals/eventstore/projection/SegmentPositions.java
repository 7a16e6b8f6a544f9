package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where all segments of a build stand, those of other processes as of the last look. A build has
 * come as far as the last of its segments. Thread-safe.
 */
final class SegmentPositions {

  private final long[] positions;
  private final Waiters waiters;

  SegmentPositions(int segments, int waitersMax) {
    this.positions = new long[segments];
    this.waiters = new Waiters(waitersMax);
  }

  Waiters waiters() {
    return waiters;
  }

  /** By number. */
  synchronized List<Long> all() {
    return Arrays.stream(positions).boxed().toList();
  }

  /** What this process knows for sure. */
  synchronized void set(List<SegmentClaim> segments) {
    segments.forEach(segment -> positions[segment.segment()] = segment.position());
    publish();
  }

  synchronized void advance(List<SegmentClaim> segments, long to) {
    segments.forEach(segment -> positions[segment.segment()] = to);
    publish();
  }

  /** What the table said a moment ago; what this process holds, it knows better. */
  synchronized void observe(List<SegmentClaim> stored, Predicate<SegmentClaim> heldHere) {
    stored.stream()
        .filter(heldHere.negate())
        .forEach(segment -> positions[segment.segment()] = segment.position());
    publish();
  }

  private void publish() {
    waiters.reach(SequencePosition.of(Arrays.stream(positions).min().orElse(0)));
  }
}
