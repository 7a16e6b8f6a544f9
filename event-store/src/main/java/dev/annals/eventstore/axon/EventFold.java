package dev.annals.eventstore.axon;

import java.util.Map;
import org.axonframework.messaging.eventstreaming.EventCriteria;

/**
 * How the events of a context add up to a state that decisions read. Pure functions: the same
 * events always give an equal state. Register it as a {@link FoldedEntity}.
 *
 * @param <I> what the state is identified by; its text form MUST tell any two apart
 * @param <S> the state, immutable; it is kept in memory and, after many events, saved as JSON
 * @param <E> what the payloads of all events of the context have in common
 */
public interface EventFold<I, S, E> {

  /** Stored with snapshots, for example {@code payments.account}: renaming it forgets them. */
  String name();

  /**
   * MUST be raised whenever {@link #evolve}, {@link #relevant} or the fields of the state change:
   * snapshots of another version are not used.
   */
  int version();

  Class<I> idType();

  Class<S> stateType();

  /** Payload class by stored type name. */
  Map<String, Class<? extends E>> eventTypes();

  /** The events that are folded. */
  EventCriteria relevant(I id);

  /** The state before the first event; there is no such thing as a missing state. */
  S initial(I id);

  /**
   * The state after the event. Also called with events of the same decision that are not relevant,
   * so it MUST check ids.
   */
  S evolve(S state, E event);

  /** Whether the state is likely to be asked for again; only then does it take up memory. */
  default boolean kept() {
    return true;
  }
}
