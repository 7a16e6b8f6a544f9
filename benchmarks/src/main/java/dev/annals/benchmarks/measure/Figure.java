package dev.annals.benchmarks.measure;

/** One respect in which runs are compared. */
public enum Figure {
  OPERATIONS_PER_SECOND,
  EVENTS_PER_SECOND,
  P50_MILLIS,
  P99_MILLIS;

  double of(Run run) {
    return switch (this) {
      case OPERATIONS_PER_SECOND -> run.operationsPerSecond();
      case EVENTS_PER_SECOND -> run.eventsPerSecond();
      case P50_MILLIS -> run.p50Millis();
      case P99_MILLIS -> run.p99Millis();
    };
  }
}
