package dev.annals.eventstore.axon;

import java.util.function.UnaryOperator;
import org.axonframework.conversion.Converter;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.modelling.repository.ManagedEntity;

/** A state within one unit of work, which also sees the events that the unit appends. */
final class LoadedState<I, F, S, E> implements ManagedEntity<I, S> {

  private final FoldedEntity<I, F, S, E> entity;
  private final I id;
  private final Converter converter;
  private volatile F state;

  LoadedState(FoldedEntity<I, F, S, E> entity, I id, F state, Converter converter) {
    this.entity = entity;
    this.id = id;
    this.converter = converter;
    this.state = state;
  }

  /** Events of other contexts, which the fold has no types for, do not concern it. */
  synchronized void evolve(EventMessage event) {
    var type = entity.fold().eventTypes().get(event.type().name());
    if (type != null) {
      E payload = event.payloadAs(type, converter);
      if (payload != null) {
        state = entity.fold().evolve(state, payload);
      }
    }
  }

  @Override
  public I identifier() {
    return id;
  }

  @Override
  public S entity() {
    return entity.seen(state);
  }

  @Override
  public S applyStateChange(UnaryOperator<S> change) {
    throw new IllegalStateException(
        entity.type().getSimpleName() + " changes by events only: append one");
  }
}
