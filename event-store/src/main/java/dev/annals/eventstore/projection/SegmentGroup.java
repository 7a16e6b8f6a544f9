package dev.annals.eventstore.projection;

import dev.annals.eventstore.deadletter.DeadLetterAct;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Segments that stand at the same position and move on together, in one transaction.
 *
 * @param segments at least one
 * @param through no further than here, where others wait to be joined
 * @param othersWait whether it must not wait for events, since other segments have some
 * @param cautious whether its next event failed before, and so comes by itself
 * @param suspect whether positions and blocked keys have to be looked up first
 * @param act to be done about the dead letters of its only segment
 */
record SegmentGroup(
    List<SegmentClaim> segments,
    long through,
    boolean othersWait,
    boolean cautious,
    boolean suspect,
    @Nullable DeadLetterAct act) {

  long position() {
    return segments.getFirst().position();
  }

  boolean includes(SegmentClaim claim) {
    return segments.stream().anyMatch(segment -> segment.segment() == claim.segment());
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
