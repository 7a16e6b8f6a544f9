package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The types and tags of the most recent events, floor+1..head, indexed: what conditions are checked
 * against without asking the database. Entries after the settled head are tentative until {@link
 * #settle} or {@link #rollBack}. Only the committer thread changes it; {@link #settledHead} and
 * {@link #floor} may be read by any thread.
 */
final class LogTail {

  /** No event conflicts. */
  static final long NONE = 0;

  private final int eventsMax;

  /** Entry of position p at index p modulo length, which is a power of two. */
  private final @Nullable Entry[] ring;

  private final Map<Tag, PositionList> byTag = new HashMap<>();
  private final Map<String, PositionList> byType = new HashMap<>();
  private final Map<TypedTag, PositionList> byTypedTag = new HashMap<>();
  private long head;
  private volatile long settledHead;
  private volatile long floor;

  /**
   * @param eventsMax settled events kept
   * @param tentativeMax most events ever appended between two settlements
   */
  LogTail(int eventsMax, int tentativeMax) {
    this.eventsMax = eventsMax;
    this.ring = new Entry[Integer.highestOneBit(eventsMax + tentativeMax) << 1];
  }

  long head() {
    return head;
  }

  long settledHead() {
    return settledHead;
  }

  /** Conditions that look back further than this need the database for the rest. */
  long floor() {
    return floor;
  }

  /** Forgets everything: the next event stands at {@code head + 1}. */
  void reset(long newHead) {
    Arrays.fill(ring, null);
    byTag.clear();
    byType.clear();
    byTypedTag.clear();
    head = newHead;
    settledHead = newHead;
    floor = newHead;
  }

  /** Adds the event at {@code head + 1}, tentatively. */
  void append(String type, Set<Tag> tags) {
    head++;
    ring[slot(head)] = new Entry(type, tags);
    byType.computeIfAbsent(type, _ -> new PositionList()).add(head);
    for (var tag : tags) {
      byTag.computeIfAbsent(tag, _ -> new PositionList()).add(head);
      byTypedTag.computeIfAbsent(new TypedTag(tag, type), _ -> new PositionList()).add(head);
    }
  }

  /** All entries are in the log; the oldest beyond the bound are forgotten. */
  void settle() {
    var newFloor = Math.max(floor, head - eventsMax);
    for (var position = floor + 1; position <= newFloor; position++) {
      var through = position;
      forget(position, positions -> positions.removeThrough(through));
    }
    floor = newFloor;
    settledHead = head;
  }

  /** The tentative entries did not reach the log. */
  void rollBack() {
    while (head > settledHead) {
      var after = head - 1;
      forget(head, positions -> positions.removeAfter(after));
      head = after;
    }
  }

  /**
   * The position of an event after {@code after} that matches, or {@link #NONE}.
   *
   * @param after not below {@link #floor}
   */
  long findMatch(EventQuery query, long after) {
    if (after < floor) {
      throw new IllegalArgumentException(
          "The tail starts after %d and cannot answer for %d".formatted(floor, after));
    }
    for (var item : query.items()) {
      var match = findMatch(item, after);
      if (match != NONE) {
        return match;
      }
    }
    return NONE;
  }

  private long findMatch(EventQuery.Item item, long after) {
    if (item.types().isEmpty() && item.tags().isEmpty()) {
      return head > after ? head : NONE;
    }
    if (item.types().isEmpty()) {
      var tag = item.tags().iterator().next();
      return findMatch(byTag.get(tag), item, after);
    }
    for (var type : item.types()) {
      var candidates =
          item.tags().isEmpty()
              ? byType.get(type)
              : byTypedTag.get(new TypedTag(item.tags().iterator().next(), type));
      var match = findMatch(candidates, item, after);
      if (match != NONE) {
        return match;
      }
    }
    return NONE;
  }

  /**
   * Candidates have one tag and the type already; only an item of several tags needs a look at the
   * event.
   */
  private long findMatch(@Nullable PositionList candidates, EventQuery.Item item, long after) {
    if (candidates == null) {
      return NONE;
    }
    for (var back = 0; back < candidates.size(); back++) {
      var position = candidates.fromLast(back);
      if (position <= after) {
        return NONE;
      }
      if (item.tags().size() <= 1 || entryAt(position).tags.containsAll(item.tags())) {
        return position;
      }
    }
    return NONE;
  }

  private void forget(long position, Consumer<PositionList> shrink) {
    var entry = entryAt(position);
    ring[slot(position)] = null;
    shrink(byType, entry.type, shrink);
    for (var tag : entry.tags) {
      shrink(byTag, tag, shrink);
      shrink(byTypedTag, new TypedTag(tag, entry.type), shrink);
    }
  }

  private static <K> void shrink(Map<K, PositionList> index, K key, Consumer<PositionList> shrink) {
    index.computeIfPresent(
        key,
        (_, positions) -> {
          shrink.accept(positions);
          return positions.isEmpty() ? null : positions;
        });
  }

  private Entry entryAt(long position) {
    return Objects.requireNonNull(ring[slot(position)]);
  }

  private int slot(long position) {
    return (int) position & (ring.length - 1);
  }

  private record Entry(String type, Set<Tag> tags) {}

  private record TypedTag(Tag tag, String type) {}
}
