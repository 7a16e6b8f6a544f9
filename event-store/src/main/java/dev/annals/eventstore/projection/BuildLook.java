package dev.annals.eventstore.projection;

import java.util.List;

/**
 * What this process knows of a build without asking anybody.
 *
 * @param build its name
 * @param state {@code BUILDING}, {@code LIVE} or {@code KEPT}
 * @param positions of its segments, by number; those of other processes as of the last look
 * @param endedWorkers that were to move segments
 */
public record BuildLook(
    String build,
    String state,
    ProjectionStatus status,
    List<Long> positions,
    BuildProgress.Pace pace,
    List<EndedWorker> endedWorkers) {

  /**
   * A thread that has ended though nobody asked it to.
   *
   * @param replaced how often another one had to take the place before
   * @param isReplaced whether another one is about to
   */
  public record EndedWorker(String name, int replaced, boolean isReplaced) {}

  public BuildLook {
    positions = List.copyOf(positions);
    endedWorkers = List.copyOf(endedWorkers);
  }

  /** Whether reads see it. */
  public boolean isLive() {
    return state.equals(ProjectionBuild.State.LIVE.name());
  }

  /** Whether reads saw it before, and may again. */
  public boolean isKept() {
    return state.equals(ProjectionBuild.State.KEPT.name());
  }
}
