package dev.annals.eventstore.axon;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.snapshot.Fold;
import dev.annals.eventstore.snapshot.FoldKey;
import org.axonframework.conversion.Converter;

/** A context's fold for one id, in the terms of the log. */
record FoldOfId<I, S, E>(
    EventFold<I, S, E> fold, I id, FoldKey key, EventQuery relevant, Converter converter)
    implements Fold<S> {

  static <I, S, E> FoldOfId<I, S, E> of(EventFold<I, S, E> fold, I id, Converter converter) {
    return new FoldOfId<>(
        fold,
        id,
        new FoldKey(fold.name(), id.toString()),
        CriteriaTranslator.query(fold.relevant(id)),
        converter);
  }

  @Override
  public int version() {
    return fold.version();
  }

  @Override
  public Class<S> stateType() {
    return fold.stateType();
  }

  @Override
  public boolean kept() {
    return fold.kept();
  }

  @Override
  public S initial() {
    return fold.initial(id);
  }

  @Override
  public S evolve(S state, SequencedEvent sequenced) {
    var event = sequenced.event();
    var type = fold.eventTypes().get(event.type());
    if (type == null) {
      throw new IllegalStateException(
          "Fold %s knows no events of type %s, as at position %s"
              .formatted(fold.name(), event.type(), sequenced.position()));
    }
    E payload = converter.convert(event.payload(), type);
    if (payload == null) {
      throw new IllegalStateException(
          "The event at position %s has no payload".formatted(sequenced.position()));
    }
    return fold.evolve(state, payload);
  }
}
