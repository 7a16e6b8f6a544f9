package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event of the tail, linked to the one before it under each of its keys. Guarded by the tail's
 * lock.
 */
final class TailEntry {

  final String type;
  final Set<Tag> tags;
  final long characters;
  private final long[] keys;
  private final long[] before;

  /** Null once beyond the tail's bounds. */
  @Nullable Event event;

  /** Null until settled. */
  @Nullable Instant recordedAt;

  TailEntry(Event event, long position, LastPositions last, long floor) {
    this.type = event.type();
    this.tags = event.tags();
    this.characters = event.length();
    this.event = event;
    this.keys = TailKeys.ofEvent(type, tags);
    this.before = new long[keys.length];
    for (var i = 0; i < keys.length; i++) {
      before[i] = last.put(keys[i], position, floor);
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
