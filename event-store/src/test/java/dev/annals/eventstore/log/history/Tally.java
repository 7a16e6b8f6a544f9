package dev.annals.eventstore.log.history;

import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.history.Observation.Attempt;
import dev.annals.eventstore.log.history.Observation.Sourced;
import dev.annals.eventstore.log.history.Outcome.Answered;
import dev.annals.eventstore.log.history.Outcome.Broken;
import dev.annals.eventstore.log.history.Outcome.NothingStored;
import dev.annals.eventstore.log.history.Outcome.Silence;
import dev.annals.eventstore.log.history.Outcome.Unknown;
import java.util.EnumMap;
import java.util.Map;

/** How many observations of each kind there are. */
public final class Tally {

  /** Kinds of observations. */
  public enum Kind {
    ACCEPTED,
    CONFLICTS,
    DUPLICATES,
    REFUSED,
    UNKNOWN,
    FAILED,
    SOURCED,
    SOURCED_FROM_MEMORY,
    PAGES,
    DELIVERIES,
    CAUGHT_UP
  }

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

  void count(Observation observation) {
    counts.merge(kindOf(observation), 1L, Long::sum);
  }

  /** How many there are of a kind. */
  public long of(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** How many appends the log decided by their condition: stored, or refused as in conflict. */
  public long decided() {
    return of(Kind.ACCEPTED) + of(Kind.CONFLICTS);
  }

  /** How many appends there are, whatever became of them. */
  public long attempts() {
    return of(Kind.ACCEPTED)
        + of(Kind.CONFLICTS)
        + of(Kind.DUPLICATES)
        + of(Kind.REFUSED)
        + of(Kind.UNKNOWN)
        + of(Kind.FAILED);
  }

  /** How many reads there are. */
  public long reads() {
    return of(Kind.SOURCED) + of(Kind.SOURCED_FROM_MEMORY) + of(Kind.PAGES) + of(Kind.DELIVERIES);
  }

  private static Kind kindOf(Observation observation) {
    return switch (observation) {
      case Attempt attempt -> kindOf(attempt.outcome());
      case Sourced sourced -> sourced.recent() ? Kind.SOURCED_FROM_MEMORY : Kind.SOURCED;
      case Observation.PageRead _ -> Kind.PAGES;
      case Observation.Delivered _ -> Kind.DELIVERIES;
      case Observation.CaughtUp _ -> Kind.CAUGHT_UP;
      case Observation.ReadBroke _ -> Kind.FAILED;
    };
  }

  private static Kind kindOf(Outcome outcome) {
    return switch (outcome) {
      case Answered(Appended _) -> Kind.ACCEPTED;
      case Answered(Conflict _) -> Kind.CONFLICTS;
      case Answered(Duplicate _) -> Kind.DUPLICATES;
      case NothingStored _ -> Kind.REFUSED;
      case Unknown _ -> Kind.UNKNOWN;
      case Silence _, Broken _ -> Kind.FAILED;
    };
  }
}
