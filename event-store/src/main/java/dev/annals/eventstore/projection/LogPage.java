package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencedEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of the log that several projections share.
 *
 * @param characters of all events together
 */
record LogPage(List<ReadEvent> events, long characters) {

  /**
   * Takes in what was read, but nothing a second time.
   *
   * @throws IllegalStateException if these are not all the events after {@code after}
   */
  static LogPage of(List<SequencedEvent> events, long after) {
    var read = new ArrayList<ReadEvent>(events.size());
    var characters = 0L;
    for (var event : events) {
      if (event.position().value() <= after) {
        continue;
      }
      if (event.position().value() != after + read.size() + 1) {
        throw new IllegalStateException(
            "The log has no gaps, and yet position %s follows %d"
                .formatted(event.position(), after + read.size()));
      }
      var each = new ReadEvent(event);
      characters += each.length();
      read.add(each);
    }
    return new LogPage(read, characters);
  }

  /** Events after this position, at most {@code max}. */
  List<ReadEvent> after(long position, int max) {
    var from = (int) (position + 1 - events.getFirst().position());
    return events.subList(from, Math.min(events.size(), from + max));
  }
}
