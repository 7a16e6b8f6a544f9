package dev.annals.torture.writer;

import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.history.Observation;
import dev.annals.eventstore.log.history.Observation.Attempt;
import dev.annals.eventstore.log.history.Outcome;
import dev.annals.eventstore.log.history.Outcome.Answered;
import dev.annals.eventstore.log.history.Recorder;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the appends that the log decided: accepted, or refused as in conflict. */
record Counting(Recorder recorder, AtomicLong decided) implements Recorder {

  @Override
  public void begun(Attempt attempt) {
    recorder.begun(attempt);
  }

  @Override
  public void observed(Observation observation) {
    recorder.observed(observation);
    if (observation instanceof Attempt attempt && isDecided(attempt.outcome())) {
      decided.incrementAndGet();
    }
  }

  private static boolean isDecided(Outcome outcome) {
    return outcome instanceof Answered(var result)
        && (result instanceof Appended || result instanceof Conflict);
  }
}
