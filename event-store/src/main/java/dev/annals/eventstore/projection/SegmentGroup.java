package dev.annals.eventstore.projection;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Segments that stand at the same position and move on together, in one transaction.
 *
 * @param segments at least one
 * @param through no further than here, where others wait to be joined
 * @param othersWait whether it must not wait for events, since other segments have some
 * @param cautious whether its next event failed before, and so comes by itself
 */
record SegmentGroup(
    List<SegmentClaim> segments, long through, boolean othersWait, boolean cautious) {

  long position() {
    return segments.getFirst().position();
  }

  /** Tells whose rows the group may write. */
  Predicate<String> owned(int segmentsOfBuild) {
    if (segments.size() == segmentsOfBuild) {
      return _ -> true;
    }
    var mine = new BitSet(segmentsOfBuild);
    segments.forEach(segment -> mine.set(segment.segment()));
    return key -> mine.get(SegmentHash.segmentOf(key, segmentsOfBuild));
  }

  /** Those of its segments that own one of the keys. */
  List<SegmentClaim> owning(Set<String> keys, int segmentsOfBuild) {
    var owners = new BitSet(segmentsOfBuild);
    keys.forEach(key -> owners.set(SegmentHash.segmentOf(key, segmentsOfBuild)));
    return segments.stream().filter(segment -> owners.get(segment.segment())).toList();
  }
}
