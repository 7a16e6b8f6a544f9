package dev.annals.benchmarks.store;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.util.List;
import java.util.function.Consumer;

/** What can append under a condition over a tag. Thread-safe. */
public interface Store extends AutoCloseable {

  /** Nothing was stored: an event with the tag lies after the position. */
  long REFUSED = -1;

  String name();

  /** The last position; 0 if there is none. */
  long head();

  /**
   * Appends unless an event with this tag lies after the position.
   *
   * @return the position of the last event, once it is durable, or {@link #REFUSED}
   */
  long append(List<Event> events, Tag boundary, long after);

  /** Feeds every event after the position, in order. */
  void read(long after, Consumer<? super SequencedEvent> each);

  @Override
  void close();
}
