package dev.annals.torture.writer;

import dev.annals.eventstore.log.history.Observation;
import dev.annals.eventstore.log.history.Observation.Attempt;
import dev.annals.eventstore.log.history.Recorder;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the appends that ended. */
record Counting(Recorder recorder, AtomicLong answered) implements Recorder {

  @Override
  public void begun(Attempt attempt) {
    recorder.begun(attempt);
  }

  @Override
  public void observed(Observation observation) {
    recorder.observed(observation);
    if (observation instanceof Attempt) {
      answered.incrementAndGet();
    }
  }
}
