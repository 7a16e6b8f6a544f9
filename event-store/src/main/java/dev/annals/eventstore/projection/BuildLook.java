package dev.annals.eventstore.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of a build without asking anybody.
 *
 * @param build its name
 * @param state {@code BUILDING}, {@code LIVE} or {@code KEPT}
 * @param positions of its segments, by number; those of other processes as of the last look
 * @param endedWorker the thread that was to move segments and has ended; null as long as all live
 */
public record BuildLook(
    String build,
    String state,
    ProjectionStatus status,
    List<Long> positions,
    BuildProgress.Pace pace,
    @Nullable String endedWorker) {

  /** Whether reads see it. */
  public boolean isLive() {
    return state.equals(ProjectionBuild.State.LIVE.name());
  }

  /** Whether reads saw it before, and may again. */
  public boolean isKept() {
    return state.equals(ProjectionBuild.State.KEPT.name());
  }
}
