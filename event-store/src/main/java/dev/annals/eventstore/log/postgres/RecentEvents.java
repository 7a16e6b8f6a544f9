package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.SequencedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events read last, floor+1..head without gaps, bounded by count and by payload. Guarded by its
 * owner's lock.
 */
final class RecentEvents {

  private static final int EVENTS_MAX = 1 << 14;
  private static final long CHARACTERS_MAX = 32 << 20;

  /** Event of position p at index p modulo length. */
  private final @Nullable SequencedEvent[] ring = new SequencedEvent[EVENTS_MAX];

  private long floor;
  private long head;
  private long characters;

  void reset(long newHead) {
    Arrays.fill(ring, null);
    floor = newHead;
    head = newHead;
    characters = 0;
  }

  long head() {
    return head;
  }

  /** Whether events after this position are all here. */
  boolean reaches(long after) {
    return after >= floor;
  }

  void add(SequencedEvent event) {
    if (event.position().value() != head + 1) {
      throw new IllegalStateException(
          "The log has a gap: %d follows %d".formatted(event.position().value(), head));
    }
    head++;
    if (head - floor > EVENTS_MAX) {
      dropOldest();
    }
    ring[slot(head)] = event;
    characters += event.event().length();
    while (characters > CHARACTERS_MAX && head - floor > 1) {
      dropOldest();
    }
  }

  private void dropOldest() {
    floor++;
    var oldest = ring[slot(floor)];
    if (oldest != null) {
      characters -= oldest.event().length();
      ring[slot(floor)] = null;
    }
  }

  List<SequencedEvent> after(long position, int max) {
    var through = Math.min(head, position + max);
    var events = new ArrayList<SequencedEvent>((int) Math.max(0, through - position));
    for (var p = position + 1; p <= through; p++) {
      var event = ring[slot(p)];
      if (event != null) {
        events.add(event);
      }
    }
    return events;
  }

  private static int slot(long position) {
    return (int) position & (EVENTS_MAX - 1);
  }
}
