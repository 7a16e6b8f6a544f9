package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The most recent events, floor+1..head, indexed by tags and types: what conditions are checked
 * against without asking the database. Of those after the event floor the events themselves are
 * here, too.
 *
 * <p>Entries after the settled head are tentative until {@link #settle} or {@link #rollBack}; only
 * the committer thread adds any and sees them. Readers of other threads see settled ones.
 * Thread-safe.
 */
class LogTail {

  /** No event conflicts. */
  static final long NONE = 0;

  private final int eventsMax;
  private final long charactersMax;

  /** Entry of position p at index p modulo length, which is a power of two. */
  private final @Nullable Entry[] ring;

  private final TailIndex index = new TailIndex();
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
    this.ring = new Entry[Integer.highestOneBit(eventsMax + tentativeMax) << 1];
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
    index.clear();
    characters = 0;
    head = newHead;
    settledHead = newHead;
    eventFloor = newHead;
    floor = newHead;
  }

  /** Adds the event at {@code head + 1}, tentatively. */
  synchronized void append(Event event) {
    head++;
    ring[slot(head)] = new Entry(event);
    index.add(head, event.type(), event.tags());
  }

  /**
   * All entries are in the log; the oldest beyond the bounds are forgotten.
   *
   * @param recordedAt of the tentative ones
   */
  synchronized void settle(Instant recordedAt) {
    for (var position = settledHead + 1; position <= head; position++) {
      entryAt(position).recordedAt = recordedAt;
      characters += entryAt(position).characters;
    }
    settledHead = head;
    forgetOldest();
  }

  /** Adds an event that is in the log, at {@code head + 1}. */
  synchronized void add(SequencedEvent event) {
    append(event.event());
    settle(event.recordedAt());
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
      var entry = entryAt(position);
      ring[slot(position)] = null;
      index.removeFirst(position, entry.type, entry.tags);
    }
    floor = newFloor;
  }

  /** The tentative entries did not reach the log. */
  synchronized void rollBack() {
    while (head > settledHead) {
      var entry = entryAt(head);
      ring[slot(head)] = null;
      index.removeLast(head, entry.type, entry.tags);
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
    for (var candidates : index.candidates(item)) {
      for (var back = 0; back < candidates.size(); back++) {
        var position = candidates.fromLast(back);
        if (position <= after) {
          break;
        }
        if (matches(item, position)) {
          return position;
        }
      }
    }
    return NONE;
  }

  /**
   * The settled positions after {@code after} that match.
   *
   * @param after as far as needed; nothing is known at or below {@link #floor}
   */
  synchronized RecentMatches matches(EventQuery query, long after) {
    var from = Math.max(after, floor);
    return new RecentMatches(from, Math.max(from, settledHead), matchesAfter(query, from));
  }

  /** The settled events after {@code after} that match, or null if not all of them are here. */
  synchronized @Nullable RecentHistory history(EventQuery query, long after) {
    if (after < eventFloor) {
      return null;
    }
    var events = new ArrayList<SequencedEvent>();
    for (var position : matchesAfter(query, after)) {
      var entry = entryAt(position);
      events.add(
          new SequencedEvent(
              SequencePosition.of(position),
              Objects.requireNonNull(entry.recordedAt),
              Objects.requireNonNull(entry.event)));
    }
    return new RecentHistory(settledHead, events);
  }

  private long[] matchesAfter(EventQuery query, long after) {
    if (settledHead <= after) {
      return new long[0];
    }
    if (query.matchesAll()) {
      return LongStream.rangeClosed(after + 1, settledHead).toArray();
    }
    var found = LongStream.builder();
    for (var item : query.items()) {
      for (var candidates : index.candidates(item)) {
        addMatches(item, candidates, after, found);
      }
    }
    return found.build().sorted().distinct().toArray();
  }

  private void addMatches(
      EventQuery.Item item, PositionList candidates, long after, LongStream.Builder found) {
    for (var back = 0; back < candidates.size(); back++) {
      var position = candidates.fromLast(back);
      if (position <= after) {
        return;
      }
      if (position <= settledHead && matches(item, position)) {
        found.add(position);
      }
    }
  }

  /** Candidates have one tag and the type already. */
  private boolean matches(EventQuery.Item item, long position) {
    return item.tags().size() <= 1 || entryAt(position).tags.containsAll(item.tags());
  }

  private Entry entryAt(long position) {
    return Objects.requireNonNull(ring[slot(position)]);
  }

  private int slot(long position) {
    return (int) position & (ring.length - 1);
  }

  /**
   * @param consistent the head up to which the events are complete
   */
  record RecentHistory(long consistent, List<SequencedEvent> events) {}

  private static final class Entry {

    private final String type;
    private final Set<Tag> tags;
    private final long characters;

    /** Null once beyond the bounds. */
    private @Nullable Event event;

    /** Null until settled. */
    private @Nullable Instant recordedAt;

    Entry(Event event) {
      this.type = event.type();
      this.tags = event.tags();
      this.characters = event.length();
      this.event = event;
    }
  }
}
