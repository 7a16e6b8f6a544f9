package dev.annals.benchmarks.workload;

import dev.annals.benchmarks.measure.Callers;
import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Operation;
import dev.annals.benchmarks.measure.Run;
import dev.annals.eventstore.log.EventReader;
import java.time.Duration;

/**
 * An operation that appends; after each run the log must have grown by exactly what was
 * acknowledged.
 */
record CountedLoop(String name, int callers, EventReader log, Operation operation)
    implements Contestant {

  @Override
  public Run run(Duration time) {
    var before = log.head().value();
    var run = Callers.work(callers, time, operation);
    requireGrown(log, before, run);
    return run;
  }

  static void requireGrown(EventReader log, long before, Run run) {
    var head = log.head().value();
    if (head - before != run.events()) {
      throw new IllegalStateException(
          "%d events acknowledged, and the head went from %d to %d"
              .formatted(run.events(), before, head));
    }
  }
}
