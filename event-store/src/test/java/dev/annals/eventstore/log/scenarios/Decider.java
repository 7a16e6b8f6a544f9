package dev.annals.eventstore.log.scenarios;

import static dev.annals.eventstore.log.AppendCondition.failIfEventsMatch;
import static dev.annals.eventstore.log.SequencePosition.ORIGIN;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.scenarios.Verdict.Accepted;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sources what a decision depends on, decides, appends on condition that nothing of it has changed,
 * and starts over if it has. Thread-safe.
 */
final class Decider<E extends Fact> {

  private final FactJson<E> json;
  private final int attemptsMax;
  private final AtomicInteger conflicts = new AtomicInteger();

  /**
   * @param attemptsMax as many as there are racers: in each round one of them wins
   */
  Decider(FactJson<E> json, int attemptsMax) {
    this.json = json;
    this.attemptsMax = attemptsMax;
  }

  /**
   * @param onceSeen runs when the first attempt has seen what it depends on
   */
  <S> Verdict<E> decide(EventLog log, Decision<S, E> decision, Runnable onceSeen) {
    for (var attempt = 0; attempt < attemptsMax; attempt++) {
      var state = new AtomicReference<>(decision.nothingYet());
      var seen =
          log.source(
              decision.dependsOn(),
              ORIGIN,
              e -> state.updateAndGet(s -> decision.evolve().apply(s, json.read(e.event()))));
      if (attempt == 0) {
        onceSeen.run();
      }
      var verdict = decision.rule().apply(state.get());
      if (!(verdict instanceof Accepted<E>(var fact))
          || isAppended(log, fact, failIfEventsMatch(decision.dependsOn(), seen))) {
        return verdict;
      }
      conflicts.incrementAndGet();
    }
    throw new AssertionError("Still in conflict after %d attempts".formatted(attemptsMax));
  }

  private boolean isAppended(EventLog log, E fact, AppendCondition condition) {
    return switch (log.append(List.of(json.write(fact)), condition).join()) {
      case Appended _ -> true;
      case Conflict _ -> false;
      case Duplicate _ -> throw new AssertionError("No key was given");
    };
  }

  /** Appends that came too late, so that the decision was taken again. */
  int conflicts() {
    return conflicts.get();
  }
}
