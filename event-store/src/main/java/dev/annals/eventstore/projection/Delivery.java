package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.util.function.Predicate;

/**
 * An event on its way into a view, for some of its ordering keys. An event with two keys, as a
 * transfer between two accounts, is delivered once for each if different segments own them.
 */
public final class Delivery {

  private final ReadEvent read;
  private final Predicate<String> owned;

  Delivery(ReadEvent read, Predicate<String> owned) {
    this.read = read;
    this.owned = owned;
  }

  /** The event with all its ordering keys, for whoever applies events outside of the runtime. */
  public static Delivery ofAll(SequencedEvent event) {
    return new Delivery(new ReadEvent(event), _ -> true);
  }

  public SequencePosition position() {
    return read.event().position();
  }

  public Event event() {
    return read.event().event();
  }

  /** Whether the rows of this ordering key are to be written by this delivery. */
  public boolean owns(String orderingKey) {
    return owned.test(orderingKey);
  }

  /** The payload as a class of the catalogue; decoded once for all who read the event. */
  public <T> T payload(EventDecoder<T> decoder) {
    return read.payload(decoder);
  }
}
