package dev.annals.eventstore.snapshot;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How often each outcome came about. Thread-safe. */
final class Tally<E extends Enum<E>> {

  private final Map<E, LongAdder> counts;

  Tally(Class<E> outcomes) {
    counts = new EnumMap<>(outcomes);
    for (var outcome : outcomes.getEnumConstants()) {
      counts.put(outcome, new LongAdder());
    }
  }

  void add(E outcome) {
    add(outcome, 1);
  }

  void add(E outcome, long times) {
    counter(outcome).add(times);
  }

  long of(E outcome) {
    return counter(outcome).sum();
  }

  private LongAdder counter(E outcome) {
    return Objects.requireNonNull(counts.get(outcome));
  }
}
