package dev.annals.eventstore.snapshot;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where the state of one fold is kept. Any number of threads may bring it forward at once; of two
 * states the one that has come further stays.
 */
final class StateSlot {

  private final AtomicReference<@Nullable KeptState> kept = new AtomicReference<>();

  @Nullable KeptState get() {
    return kept.get();
  }

  void advanceTo(KeptState next) {
    kept.accumulateAndGet(
        next,
        (current, given) ->
            current == null || given == null || given.position().isAfter(current.position())
                ? given
                : current);
  }

  /** Forgets this state, unless another has taken its place. */
  void drop(KeptState wrong) {
    kept.compareAndSet(wrong, null);
  }
}
