package dev.annals.web;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventLogException.OutcomeUnknown;
import dev.annals.eventstore.log.EventLogException.Overloaded;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import java.util.Map;
import org.springframework.http.HttpHeaders;

/**
 * Tells a client what an event log, or a key store, in trouble means for its request, and when to
 * come back.
 */
final class LogProblems {

  private static final Map<String, String> SOON = Map.of(HttpHeaders.RETRY_AFTER, "1");
  private static final Map<String, String> LATER = Map.of(HttpHeaders.RETRY_AFTER, "5");

  private LogProblems() {}

  /** Nothing was stored; what is stored is still there. */
  static ProblemException ofKeys() {
    return new ProblemException(
        ProblemType.UNAVAILABLE.because(
            "Personal data can be neither stored nor shown now: its keys are not to be had."),
        LATER);
  }

  static ProblemException of(EventLogException trouble) {
    return switch (trouble) {
      case Overloaded _ ->
          new ProblemException(
              ProblemType.OVERLOADED.because("Too much is waiting; nothing was stored."), SOON);
      case Unavailable _ ->
          new ProblemException(
              ProblemType.UNAVAILABLE.because("The event log does not answer."), LATER);
      case OutcomeUnknown _ ->
          new ProblemException(
              ProblemType.OUTCOME_UNKNOWN.because(
                  "Whether it was stored is not known; retry with the same Idempotency-Key."),
              SOON);
    };
  }
}
