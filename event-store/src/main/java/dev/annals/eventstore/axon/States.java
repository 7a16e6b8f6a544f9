package dev.annals.eventstore.axon;

import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.modelling.StateManager;

/**
 * The states one decision reads. Whatever is loaded here is guarded: the decision's events are
 * appended only if nothing that is decisive for any of these states has happened since.
 */
public final class States {

  private final StateManager manager;
  private final ProcessingContext context;

  private States(StateManager manager, ProcessingContext context) {
    this.manager = manager;
    this.context = context;
  }

  /** The states for the decision of this unit of work. */
  public static States of(StateManager manager, ProcessingContext context) {
    return new States(manager, context);
  }

  /** Loads in the calling thread; fails as the log does. */
  public <S> S load(Class<S> type, Object id) {
    return Awaited.result(manager.loadEntity(type, id, context));
  }
}
