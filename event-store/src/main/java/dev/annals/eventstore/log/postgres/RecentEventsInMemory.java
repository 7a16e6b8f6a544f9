package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a process knows of the newest events without asking the database. Thread-safe. */
interface RecentEventsInMemory {

  /** For a process that does not append. */
  RecentEventsInMemory NONE = (_, _, _) -> null;

  /**
   * The matching events in {@code after+1..through}, as far up as they are in memory, or null if
   * not all from {@code after} on are, or one of them is another process's.
   */
  @Nullable Known find(EventQuery query, long after, long through);

  /**
   * All matching events of a range.
   *
   * @param through the position up to which the events are complete; not below {@code after}
   */
  record Known(long through, List<SequencedEvent> events) {}
}
