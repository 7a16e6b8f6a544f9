package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The most recent events, floor+1..head, indexed by tags and types: what conditions are checked
 * against without asking the database. Of those after the event floor that this process appended,
 * the events themselves are here, too.
 *
 * <p>Entries after the settled head are tentative until {@link #settle} or {@link #rollBack}; only
 * the committer thread adds any and sees them. Readers of other threads see settled ones.
 * Thread-safe.
 */
class LogTail implements RecentEventsInMemory {

  /** No event conflicts. */
  static final long NONE = 0;

  private final int eventsMax;
  private final long charactersMax;

  /** Entry of position p at index p modulo length, which is a power of two. */
  private final @Nullable TailEntry[] ring;

  private final LastPositions last = new LastPositions();
  private long head;
  private long characters;
  private volatile long settledHead;
  private long eventFloor;
  private volatile long floor;

  /**
   * @param eventsMax settled events whose tags are kept
   * @param charactersMax how much text of settled events is kept
   * @param tentativeMax most events ever appended between two settlements
   */
  LogTail(int eventsMax, long charactersMax, int tentativeMax) {
    this.eventsMax = eventsMax;
    this.charactersMax = charactersMax;
    this.ring = new TailEntry[Integer.highestOneBit(eventsMax + tentativeMax) << 1];
  }

  synchronized long head() {
    return head;
  }

  /** The highest position known to be in the log; every event up to it is, too. */
  long settledHead() {
    return settledHead;
  }

  /** Conditions that look back further than this need the database for the rest. */
  long floor() {
    return floor;
  }

  /** Forgets everything: the next event stands at {@code head + 1}. */
  synchronized void reset(long newHead) {
    Arrays.fill(ring, null);
    last.clear();
    characters = 0;
    head = newHead;
    settledHead = newHead;
    eventFloor = newHead;
    floor = newHead;
  }

  /** Adds the event at {@code head + 1}, tentatively. */
  synchronized void append(Event event) {
    head++;
    ring[slot(head)] = TailEntry.of(event, head, last, floor);
  }

  /**
   * All entries are in the log; the oldest beyond the bounds are forgotten.
   *
   * @param recordedAt of the tentative ones
   */
  synchronized void settle(Instant recordedAt) {
    for (var position = settledHead + 1; position <= head; position++) {
      var entry = entryAt(position);
      entry.recordedAt = recordedAt;
      characters += entry.characters;
    }
    settledHead = head;
    forgetOldest();
  }

  /** The settled head's event; null if there is none or it is not here. */
  synchronized @Nullable UUID headId() {
    var entry = ring[slot(settledHead)];
    return entry == null ? null : entry.id;
  }

  /** Adds another process's event, which is in the log, at {@code head + 1}. */
  synchronized void add(EventMark mark) {
    if (mark.position() != head + 1) {
      throw new IllegalStateException(
          "The log has a gap: %d follows %d".formatted(mark.position(), head));
    }
    head++;
    ring[slot(head)] = TailEntry.of(mark, last, floor);
    settledHead = head;
    forgetOldest();
  }

  private void forgetOldest() {
    while (characters > charactersMax || eventFloor < head - eventsMax) {
      eventFloor++;
      var entry = entryAt(eventFloor);
      characters -= entry.characters;
      entry.event = null;
    }
    var newFloor = Math.max(floor, head - eventsMax);
    for (var position = floor + 1; position <= newFloor; position++) {
      ring[slot(position)] = null;
    }
    floor = newFloor;
  }

  /** The tentative entries did not reach the log. */
  synchronized void rollBack() {
    while (head > settledHead) {
      entryAt(head).unlink(last);
      ring[slot(head)] = null;
      head--;
    }
  }

  /**
   * The position of an event after {@code after} that matches, tentative ones included, or {@link
   * #NONE}.
   *
   * @param after not below {@link #floor}
   */
  synchronized long findMatch(EventQuery query, long after) {
    if (after < floor) {
      throw new IllegalArgumentException(
          "The tail starts after %d and cannot answer for %d".formatted(floor, after));
    }
    for (var item : query.items()) {
      var match = item.matchesAll() ? (head > after ? head : NONE) : findMatch(item, after);
      if (match != NONE) {
        return match;
      }
    }
    return NONE;
  }

  private long findMatch(EventQuery.Item item, long after) {
    for (var key : keys(item)) {
      for (var p = last.get(key); p > after; p = entryAt(p).before(key)) {
        if (entryAt(p).matches(item)) {
          return p;
        }
      }
    }
    return NONE;
  }

  /** Settled ones only. */
  @Override
  public synchronized @Nullable Known find(EventQuery query, long after, long through) {
    if (after < eventFloor) {
      return null;
    }
    var complete = Math.max(after, Math.min(through, settledHead));
    var events = new ArrayList<SequencedEvent>();
    for (var position : matches(query, after, complete)) {
      var entry = entryAt(position);
      if (entry.event == null) {
        return null;
      }
      events.add(
          new SequencedEvent(
              SequencePosition.of(position),
              Objects.requireNonNull(entry.recordedAt),
              entry.event));
    }
    return new Known(complete, events);
  }

  private long[] matches(EventQuery query, long after, long through) {
    if (query.matchesAll()) {
      return LongStream.rangeClosed(after + 1, through).toArray();
    }
    var found = LongStream.builder();
    for (var item : query.items()) {
      for (var key : keys(item)) {
        for (var p = last.get(key); p > after; p = entryAt(p).before(key)) {
          if (p <= through && entryAt(p).matches(item)) {
            found.add(p);
          }
        }
      }
    }
    return found.build().sorted().distinct().toArray();
  }

  /** Under which keys all events are found that match the item, which has a type or a tag. */
  private long[] keys(EventQuery.Item item) {
    if (item.types().isEmpty()) {
      return new long[] {rarest(item.tags(), TailKeys::ofTag)};
    }
    var keys = new long[item.types().size()];
    var next = 0;
    for (var type : item.types()) {
      keys[next++] =
          item.tags().isEmpty()
              ? TailKeys.ofType(type)
              : rarest(item.tags(), tag -> TailKeys.ofTypedTag(tag, type));
    }
    return keys;
  }

  /** The key of the tag that was not used for longest: a match has them all. */
  private long rarest(Set<Tag> tags, ToLongFunction<Tag> key) {
    var rarest = 0L;
    var lowest = Long.MAX_VALUE;
    for (var tag : tags) {
      var candidate = key.applyAsLong(tag);
      var position = last.get(candidate);
      if (position < lowest) {
        rarest = candidate;
        lowest = position;
      }
    }
    return rarest;
  }

  private TailEntry entryAt(long position) {
    return Objects.requireNonNull(ring[slot(position)]);
  }

  private int slot(long position) {
    return (int) position & (ring.length - 1);
  }
}
