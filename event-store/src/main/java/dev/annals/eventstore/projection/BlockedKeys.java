package dev.annals.eventstore.projection;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The ordering keys that have dead letters, in the segments this process holds: whatever comes for
 * them has to wait behind those. Mirrors the table, which only the segments' holder changes.
 * Thread-safe.
 */
final class BlockedKeys {

  private final Map<Integer, Set<String>> bySegment = new HashMap<>();

  /** Takes over what the table says of these segments. */
  synchronized void load(Iterable<SegmentClaim> segments, Map<Integer, Set<String>> stored) {
    for (var segment : segments) {
      var keys = stored.get(segment.segment());
      if (keys == null) {
        bySegment.remove(segment.segment());
      } else {
        bySegment.put(segment.segment(), new HashSet<>(keys));
      }
    }
  }

  synchronized void add(int segment, String key) {
    bySegment.computeIfAbsent(segment, _ -> new HashSet<>()).add(key);
  }

  synchronized void remove(int segment, String key) {
    var keys = bySegment.get(segment);
    if (keys != null && keys.remove(key) && keys.isEmpty()) {
      bySegment.remove(segment);
    }
  }

  /** All blocked keys of a group's segments. */
  synchronized Set<String> of(SegmentGroup group) {
    if (bySegment.isEmpty()) {
      return Set.of();
    }
    var keys = new HashSet<String>();
    for (var segment : group.segments()) {
      keys.addAll(bySegment.getOrDefault(segment.segment(), Set.of()));
    }
    return keys;
  }
}
