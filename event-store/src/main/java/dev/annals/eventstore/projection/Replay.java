package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A view that was, or is being, built from the log alone up to one position, beside everything that
 * serves.
 *
 * @param position up to where every event is applied
 * @param failure why it failed; null if it did not
 */
public record Replay(
    long replay,
    ProjectionId projection,
    Wanted wanted,
    State state,
    SequencePosition position,
    Times times,
    @Nullable Failure failure) {

  /** A replay is one of these at any time; only the first two have tables. */
  public enum State {
    RUNNING,
    DONE,
    FAILED,
    /** On request, or because its time was over. */
    DROPPED
  }

  /**
   * What was asked for.
   *
   * @param until the last event to apply
   * @param at the instant that {@code until} was found from; null if a position was given
   */
  public record Wanted(SequencePosition until, @Nullable Instant at, String actor) {}

  /**
   * As the read database dates it.
   *
   * @param expires when its tables are dropped at the latest
   * @param finished null as long as it runs
   */
  public record Times(Instant created, Instant expires, @Nullable Instant finished) {}

  /**
   * Why it failed.
   *
   * @param position of the event that could not be applied; null if it was none
   */
  public record Failure(String cause, @Nullable SequencePosition position) {}

  /** The schema that holds its tables, and nothing else. */
  String tables() {
    return tablesOf(replay);
  }

  static String tablesOf(long replay) {
    return "audit_" + replay;
  }
}
