package dev.annals.eventstore.snapshot;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.snapshot.SumFold.Sum;

/** Another fold, during each of whose steps something happens. */
record TickingFold(Fold<Sum> fold, Runnable tick) implements Fold<Sum> {

  @Override
  public FoldKey key() {
    return fold.key();
  }

  @Override
  public int version() {
    return fold.version();
  }

  @Override
  public Class<Sum> stateType() {
    return fold.stateType();
  }

  @Override
  public boolean kept() {
    return fold.kept();
  }

  @Override
  public EventQuery relevant() {
    return fold.relevant();
  }

  @Override
  public Sum initial() {
    return fold.initial();
  }

  @Override
  public Sum evolve(Sum sum, SequencedEvent event) {
    tick.run();
    return fold.evolve(sum, event);
  }
}
