package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.snapshot.DecidedState;
import dev.annals.eventstore.snapshot.DecidedStates;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.common.infra.ComponentDescriptor;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.modelling.repository.ManagedEntity;
import org.axonframework.modelling.repository.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Loads states from where they are kept, and makes the unit of work's append depend on what is
 * decisive for them, as if their events had been sourced.
 */
final class FoldRepository<I, F, S, E> implements Repository.LifecycleManagement<I, S> {

  private final ResourceKey<Map<I, LoadedState<I, F, S, E>>> loadedKey =
      ResourceKey.withLabel("annals.loadedStates");
  private final FoldedEntity<I, F, S, E> entity;
  private final DecidedStates states;
  private final EventStore store;
  private final Converter converter;

  FoldRepository(
      FoldedEntity<I, F, S, E> entity,
      DecidedStates states,
      EventStore store,
      Converter converter) {
    this.entity = entity;
    this.states = states;
    this.store = store;
    this.converter = converter;
  }

  @Override
  public Class<I> idType() {
    return entity.fold().idType();
  }

  @Override
  public Class<S> entityType() {
    return entity.type();
  }

  /** In the calling thread. A state always exists, if only the initial one. */
  @Override
  public CompletableFuture<ManagedEntity<I, S>> load(I id, ProcessingContext context) {
    try {
      return CompletableFuture.completedFuture(
          context
              .computeResourceIfAbsent(loadedKey, ConcurrentHashMap::new)
              .computeIfAbsent(id, unknown -> loaded(unknown, context)));
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  @Override
  public CompletableFuture<ManagedEntity<I, S>> loadOrCreate(I id, ProcessingContext context) {
    return load(id, context);
  }

  private LoadedState<I, F, S, E> loaded(I id, ProcessingContext context) {
    var decided = decided(id, DispatchAttempt.of(context));
    dependOnDecisive(id, decided.position(), context);
    var loaded = new LoadedState<>(entity, id, decided.state(), converter);
    store.transaction(context).onAppend(loaded::evolve);
    return loaded;
  }

  /** From memory only if the attempt answers for it, by deciding again before it rejects. */
  private DecidedState<F> decided(I id, @Nullable DispatchAttempt attempt) {
    var fold = FoldOfId.of(entity.fold(), id, converter);
    if (attempt == null || attempt.fresh()) {
      return states.fresh(fold);
    }
    var decided = states.recent(fold);
    if (!decided.fresh()) {
      attempt.decidesFromMemory();
    }
    return decided;
  }

  private void dependOnDecisive(I id, SequencePosition position, ProcessingContext context) {
    var condition = FoldedUpTo.condition(entity.decisive(id), position, context);
    var sourced =
        Awaited.result(
            store.transaction(context).source(condition).reduce(0, (count, event) -> count + 1));
    if (sourced != 0) {
      throw new IllegalStateException(
          "The storage engine sourced %d events that are folded already".formatted(sourced));
    }
  }

  @Override
  public ManagedEntity<I, S> attach(ManagedEntity<I, S> managed, ProcessingContext context) {
    throw changesByEventsOnly();
  }

  @Override
  public ManagedEntity<I, S> persist(I id, S state, ProcessingContext context) {
    throw changesByEventsOnly();
  }

  private IllegalStateException changesByEventsOnly() {
    return new IllegalStateException(
        entityType().getSimpleName() + " changes by events only: append one");
  }

  @Override
  public void describeTo(ComponentDescriptor descriptor) {
    descriptor.describeProperty("idType", idType());
    descriptor.describeProperty("entityType", entityType());
    descriptor.describeProperty("fold", entity.fold().name());
  }
}
