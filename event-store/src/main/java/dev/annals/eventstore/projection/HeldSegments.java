package dev.annals.eventstore.projection;

import dev.annals.eventstore.deadletter.DeadLetterAct;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The segments of one build that this process holds, and whose turn it is. Segments at the same
 * position go together, so that a process that holds all of them works as if there was one; a
 * segment that has fallen behind or waits after a failure does not hold up the others. Thread-safe.
 */
final class HeldSegments {

  /** Epochs are counted from zero. */
  private static final long NOBODYS = -1;

  private final Map<Integer, HeldSegment> held = new TreeMap<>();
  private final int workers;
  private long turns;

  HeldSegments(int workers) {
    this.workers = workers;
  }

  synchronized void grant(List<SegmentClaim> claims) {
    var now = System.nanoTime();
    claims.forEach(claim -> held.put(claim.segment(), new HeldSegment(claim, now)));
  }

  synchronized int count() {
    return (int) held.values().stream().filter(segment -> !segment.unwanted).count();
  }

  /**
   * Those to keep, and those a worker is busy with; but not if it has been for so long that
   * somebody else might do better.
   */
  synchronized List<SegmentClaim> renewable(Duration busyMax) {
    var now = System.nanoTime();
    return held.values().stream()
        .filter(segment -> !segment.busy || now - segment.busySince < busyMax.toNanos())
        .map(HeldSegment::claim)
        .toList();
  }

  /** Whether a worker has been busy for so long that somebody else might do better. */
  synchronized boolean isStuck(Duration busyMax) {
    return renewable(busyMax).size() < held.size();
  }

  /** Gives up this many, as soon as nobody is busy with them. */
  synchronized void giveUp(int count) {
    held.values().stream()
        .filter(segment -> !segment.unwanted)
        .sorted(Comparator.comparingInt((HeldSegment segment) -> segment.segment).reversed())
        .limit(count)
        .forEach(segment -> segment.unwanted = true);
  }

  /** Takes out what is to be given up and not busy. */
  synchronized List<SegmentClaim> takeUnwanted() {
    var unwanted =
        held.values().stream()
            .filter(segment -> segment.unwanted && !segment.busy)
            .map(HeldSegment::claim)
            .toList();
    unwanted.forEach(claim -> held.remove(claim.segment()));
    return unwanted;
  }

  /** Forgets what belongs to somebody else by now, or was dropped. */
  synchronized void dropLost(List<SegmentClaim> stored) {
    var epochs = new HashMap<Integer, Long>();
    stored.forEach(row -> epochs.put(row.segment(), row.epoch()));
    held.values()
        .removeIf(segment -> epochs.getOrDefault(segment.segment, NOBODYS) != segment.epoch);
  }

  /**
   * Puts a busy group right, which may not stand where its worker thinks.
   *
   * @return whether one of them had to go back
   */
  synchronized boolean correct(SegmentGroup group, List<SegmentClaim> stored) {
    dropLost(stored);
    var wentBack = false;
    for (var segment : of(group)) {
      var position = stored.get(segment.segment).position();
      wentBack |= position < segment.position;
      segment.position = position;
      segment.suspect = false;
    }
    return wentBack;
  }

  synchronized List<Integer> numbers() {
    return List.copyOf(held.keySet());
  }

  synchronized boolean holds(SegmentClaim claim) {
    var segment = held.get(claim.segment());
    return segment != null && segment.epoch == claim.epoch();
  }

  /** The lowest position of all that are held; the end of time if none is. */
  synchronized long lowest() {
    return held.values().stream()
        .mapToLong(segment -> segment.position)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /**
   * The next segments to work on, who are busy until {@link #done}; empty if none has a turn.
   *
   * @param divided whether to leave other workers their share of those at the same position
   */
  synchronized Optional<SegmentGroup> next(boolean divided) {
    var now = System.nanoTime();
    var free = held.values().stream().filter(segment -> segment.isFree(now)).toList();
    return free.stream()
        .min(
            Comparator.comparingLong((HeldSegment segment) -> segment.lastTurn)
                .thenComparingLong(segment -> segment.position))
        .map(first -> group(first, free, divided ? workers : 1));
  }

  private SegmentGroup group(HeldSegment first, List<HeldSegment> free, int sharers) {
    var members =
        first.alone || first.act != null ? List.of(first) : neighbours(first, free, sharers);
    turns++;
    var now = System.nanoTime();
    for (var member : members) {
      member.busy = true;
      member.busySince = now;
      member.lastTurn = turns;
    }
    return new SegmentGroup(
        members.stream().map(HeldSegment::claim).toList(),
        nextPosition(first.position),
        free.size() > members.size(),
        first.alone,
        members.stream().anyMatch(member -> member.suspect),
        first.act);
  }

  private List<HeldSegment> neighbours(HeldSegment first, List<HeldSegment> free, int sharers) {
    var share = (held.size() + sharers - 1) / sharers;
    return free.stream()
        .filter(segment -> !segment.alone && segment.act == null)
        .filter(segment -> segment.position == first.position)
        .limit(share)
        .toList();
  }

  private long nextPosition(long position) {
    return held.values().stream()
        .mapToLong(segment -> segment.position)
        .filter(other -> other > position)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** How long until a segment's turn may come again; zero if one has it now. */
  synchronized long nanosUntilDue(long max) {
    var now = System.nanoTime();
    return held.values().stream()
        .filter(segment -> !segment.busy && !segment.unwanted)
        .mapToLong(segment -> Math.max(0, segment.dueNanos - now))
        .min()
        .stream()
        .map(nanos -> Math.min(nanos, max))
        .findFirst()
        .orElse(max);
  }

  /** Has the group look up where it stands: its last turn ended in the dark. */
  synchronized void suspect(SegmentGroup group) {
    change(group.segments(), segment -> segment.suspect = true);
  }

  /** Has these done as soon as it is their segments' turn; one for each segment at a time. */
  synchronized boolean assign(List<DeadLetterAct> acts) {
    var assigned = false;
    for (var act : acts) {
      var segment = held.get(act.target().segment());
      if (segment != null && segment.act == null) {
        segment.act = act;
        assigned = true;
      }
    }
    return assigned;
  }

  synchronized void actIsOver(SegmentGroup group) {
    change(group.segments(), segment -> segment.act = null);
  }

  /** The group's turn is over. */
  synchronized void done(SegmentGroup group) {
    change(group.segments(), segment -> segment.busy = false);
  }

  /** The group's events are applied. */
  synchronized void advance(SegmentGroup group, long to) {
    change(
        group.segments(),
        segment -> {
          segment.position = to;
          segment.alone = false;
        });
  }

  /** Has each of them apply its next event by itself. */
  synchronized void separate(List<SegmentClaim> claims) {
    change(claims, segment -> segment.alone = true);
  }

  /** Has these wait before their next turn. */
  synchronized void postpone(List<SegmentClaim> claims, Duration delay) {
    var due = System.nanoTime() + delay.toNanos();
    change(
        claims,
        segment -> {
          segment.alone = true;
          segment.dueNanos = due;
        });
  }

  /** Changes those of these segments that are still held. */
  private void change(List<SegmentClaim> claims, Consumer<HeldSegment> change) {
    for (var claim : claims) {
      var segment = held.get(claim.segment());
      if (segment != null && segment.epoch == claim.epoch()) {
        change.accept(segment);
      }
    }
  }

  private List<HeldSegment> of(SegmentGroup group) {
    var found = new ArrayList<HeldSegment>();
    change(group.segments(), found::add);
    return found;
  }
}
