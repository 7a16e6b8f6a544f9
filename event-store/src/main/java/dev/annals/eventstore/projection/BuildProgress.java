package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a build of a view has come.
 *
 * @param build its name, which is that of the schema with its tables
 * @param state {@code BUILDING}, {@code LIVE} or {@code KEPT}
 * @param cause why it does not get on, as far as the answering process knows; null when it does
 */
public record BuildProgress(
    String build, int version, String state, Way way, Pace pace, @Nullable String cause) {

  /**
   * What lies behind it, and what before.
   *
   * @param position up to where every event is applied
   * @param head where the log ended at the same time
   */
  public record Way(SequencePosition position, SequencePosition head) {

    /** Events before it. */
    long ahead() {
      return Math.max(0, head.value() - position.value());
    }
  }

  /**
   * How fast it goes.
   *
   * @param eventsPerSecond of the last seconds
   * @param remaining until it reaches the head at this pace; null if that cannot be told
   */
  public record Pace(double eventsPerSecond, @Nullable Duration remaining) {}
}
