package dev.annals.query.web;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ProjectionProgress;
import dev.annals.query.web.AskedMoment.OfInstant;
import dev.annals.query.web.AskedMoment.OfPosition;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.time.Clock;
import java.time.Instant;

/** Finds the position that a moment of the past stands for. Thread-safe. */
public final class Moments {

  private final EventReader log;
  private final Clock clock;

  Moments(EventReader log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * The position, which the log has reached and which is not before its first event.
   *
   * @param view that is to be asked; what it has reached need not be looked for in the log
   * @throws ProblemException if the log has no such moment
   */
  public SequencePosition resolve(AskedMoment asked, ProjectionProgress view) {
    var position =
        switch (asked) {
          case OfPosition(var wanted) -> notInTheFuture(wanted, view);
          case OfInstant(var instant) -> at(instant);
        };
    if (position.equals(SequencePosition.ORIGIN)) {
      throw new ProblemException(
          ProblemType.BEFORE_FIRST_EVENT.because(
              "The log has no event up to the moment that '%s' names."
                  .formatted(asked.parameter())));
    }
    return position;
  }

  private SequencePosition notInTheFuture(SequencePosition wanted, ProjectionProgress view) {
    if (!wanted.isAfter(view.position())) {
      return wanted;
    }
    var head = log.head();
    if (wanted.isAfter(head)) {
      throw new ProblemException(
          ProblemType.POSITION_IN_FUTURE.because(
              "The log ends at %s, before position %s.".formatted(head, wanted)));
    }
    return wanted;
  }

  private SequencePosition at(Instant instant) {
    var now = clock.instant();
    if (instant.isAfter(now)) {
      throw new ProblemException(
          ProblemType.INSTANT_IN_FUTURE.because(
              "It is %s, and %s is still to come.".formatted(now, instant)));
    }
    return log.positionAt(instant);
  }
}
