package dev.annals.query.projections;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.annals.eventstore.projection.BuildProgress;
import dev.annals.eventstore.projection.ProjectionRunner;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A projection as operators see it.
 *
 * @param state of what the answering instance does for the live build
 * @param cause why it does not get on; absent when it does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProjectionView(
    String name, String state, int segmentsHeld, @Nullable String cause, List<Build> builds) {

  static ProjectionView of(ProjectionRunner runner) {
    var status = runner.status();
    var trouble = status.trouble();
    return new ProjectionView(
        runner.id().name(),
        status.state().name(),
        status.segmentsHeld(),
        trouble == null ? null : trouble.cause(),
        runner.builds().all().stream().map(Build::of).toList());
  }

  /**
   * One of its builds.
   *
   * @param done events applied, of {@code total}
   * @param remainingSeconds at the present pace; absent if that cannot be told
   * @param cause why it does not get on; absent when it does
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Build(
      String build,
      int version,
      String state,
      long done,
      long total,
      long eventsPerSecond,
      @Nullable Long remainingSeconds,
      @Nullable String cause) {

    static Build of(BuildProgress progress) {
      return new Build(
          progress.build(),
          progress.version(),
          progress.state(),
          progress.way().position().value(),
          progress.way().head().value(),
          Math.round(progress.pace().eventsPerSecond()),
          seconds(progress.pace().remaining()),
          progress.cause());
    }

    /** Rounded up: what is not over has not zero seconds left. */
    private static @Nullable Long seconds(@Nullable Duration remaining) {
      return remaining == null ? null : remaining.plusMillis(999).toSeconds();
    }
  }
}
