package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event of the tail, linked to the one before it under each of its keys. Guarded by the tail's
 * lock.
 */
final class TailEntry {

  final UUID id;
  final String type;
  final Set<Tag> tags;
  final long characters;
  private final long[] keys;
  private final long[] before;

  /** Null if it is another process's, or beyond the tail's bounds. */
  @Nullable Event event;

  /** Null until settled. */
  @Nullable Instant recordedAt;

  /** Of an event of this process. */
  static TailEntry of(Event event, long position, LastPositions last, long floor) {
    var entry =
        new TailEntry(
            new EventMark(position, event.id(), event.type(), event.tags()),
            event.length(),
            last,
            floor);
    entry.event = event;
    return entry;
  }

  /** Of an event of another process. */
  static TailEntry of(EventMark mark, LastPositions last, long floor) {
    return new TailEntry(mark, 0, last, floor);
  }

  private TailEntry(EventMark mark, long characters, LastPositions last, long floor) {
    this.id = mark.id();
    this.type = mark.type();
    this.tags = mark.tags();
    this.characters = characters;
    this.keys = TailKeys.ofEvent(type, tags);
    this.before = new long[keys.length];
    for (var i = 0; i < keys.length; i++) {
      before[i] = last.put(keys[i], mark.position(), floor);
    }
  }

  /** Undoes what the constructor did to {@code last}; for the newest entry only. */
  void unlink(LastPositions last) {
    for (var i = keys.length - 1; i >= 0; i--) {
      last.restore(keys[i], before[i]);
    }
  }

  /** The position before this one under the key, which is one of this entry's. */
  long before(long key) {
    // Of two equal keys of one event the first leads on; the other points to the event itself.
    for (var i = 0; i < keys.length; i++) {
      if (keys[i] == key) {
        return before[i];
      }
    }
    throw new IllegalStateException(
        "An entry of type %s is not linked as expected".formatted(type));
  }

  boolean matches(EventQuery.Item item) {
    return (item.types().isEmpty() || item.types().contains(type)) && tags.containsAll(item.tags());
  }
}
