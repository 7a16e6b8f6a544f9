package dev.annals.eventstore.axon;

import dev.annals.eventstore.snapshot.DecidedStates;
import java.util.function.Function;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.modelling.configuration.EntityModule;
import org.axonframework.modelling.configuration.StateBasedEntityModule;

/**
 * A state as Axon's entity: what a decision loads by its type, and what breaks the decision.
 *
 * <p>Several entities may be seen on one fold, and then share what is kept of it.
 *
 * @param <F> the folded state
 * @param <S> the state as decisions see it
 */
public final class FoldedEntity<I, F, S, E> {

  private final EventFold<I, F, E> fold;
  private final Class<S> type;
  private final Function<F, S> view;
  private final Function<I, EventCriteria> decisive;

  private FoldedEntity(
      EventFold<I, F, E> fold,
      Class<S> type,
      Function<F, S> view,
      Function<I, EventCriteria> decisive) {
    this.fold = fold;
    this.type = type;
    this.view = view;
    this.decisive = decisive;
  }

  /** The state as it is folded. Every further event that is relevant to it breaks the decision. */
  public static <I, S, E> FoldedEntity<I, S, S, E> of(EventFold<I, S, E> fold) {
    return new FoldedEntity<>(fold, fold.stateType(), state -> state, fold::relevant);
  }

  /**
   * The same fold, seen by decisions that fewer events break than are relevant to it.
   *
   * @param decisive MUST match every event that could turn an acceptance into a rejection, or
   *     change what is accepted
   */
  public <T> FoldedEntity<I, F, T, E> seenAs(
      Class<T> seenType, Function<? super S, T> seen, Function<I, EventCriteria> decisive) {
    return new FoldedEntity<>(fold, seenType, view.andThen(seen), decisive);
  }

  /** What registers it with Axon. */
  public EntityModule<I, S> module() {
    return StateBasedEntityModule.declarative(fold.idType(), type)
        .repository(this::repository)
        .build();
  }

  private FoldRepository<I, F, S, E> repository(Configuration axon) {
    return new FoldRepository<>(
        this,
        axon.getComponent(DecidedStates.class),
        axon.getComponent(EventStore.class),
        axon.getComponent(Converter.class));
  }

  EventFold<I, F, E> fold() {
    return fold;
  }

  Class<S> type() {
    return type;
  }

  S seen(F state) {
    return view.apply(state);
  }

  EventCriteria decisive(I id) {
    return decisive.apply(id);
  }
}
