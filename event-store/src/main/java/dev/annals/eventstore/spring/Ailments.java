package dev.annals.eventstore.spring;

import dev.annals.eventstore.projection.BuildLag;
import dev.annals.eventstore.projection.BuildLook;
import dev.annals.eventstore.projection.LagWatch;
import dev.annals.eventstore.projection.ProjectionId;
import dev.annals.eventstore.projection.ProjectionRunner;
import dev.annals.eventstore.projection.ProjectionStatus;
import dev.annals.eventstore.projection.ProjectionStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says in sentences what is wrong with a projection. */
final class Ailments {

  private final LagWatch watch;
  private final Duration stuckAfter;

  Ailments(LagWatch watch, Duration stuckAfter) {
    this.watch = watch;
    this.stuckAfter = stuckAfter;
  }

  /** Nothing if it is well. */
  List<String> of(ProjectionRunner runner) {
    var ailments = new ArrayList<String>();
    if (runner.status().state() == State.STOPPED) {
      ailments.add("It does not run: it has not started, or was stopped");
    }
    runner.look().stream()
        .flatMap(look -> look.endedWorkers().stream())
        .forEach(ended -> ailments.add(ended(ended)));
    var name = runner.id().name();
    watch.lags().stream()
        .filter(lag -> lag.look().status().id().name().equals(name))
        .forEach(lag -> addOf(lag, runner.id(), ailments));
    addStuck(runner.status(), ailments);
    return ailments.stream().distinct().toList();
  }

  private static String ended(BuildLook.EndedWorker worker) {
    return worker.isReplaced()
        ? "The thread %s has ended, and another takes its place soon".formatted(worker.name())
        : "The thread %s has ended, as did %d before it, and moves nothing any more; restart this process"
            .formatted(worker.name(), worker.replaced());
  }

  private void addOf(BuildLag lag, ProjectionId code, List<String> ailments) {
    if (!lag.look().isLive()) {
      addStuck(lag, ailments);
    }
    if (lag.look().isKept() && !lag.look().status().id().equals(code)) {
      // Kept for going back to the release that has code for it; until then nobody moves it.
      return;
    }
    for (var segment : lag.standing(stuckAfter)) {
      ailments.add(
          "Segment %d of %s has stood at position %d for %d s, though the log is at %d%s"
              .formatted(
                  segment.segment(),
                  lag.look().build(),
                  segment.position(),
                  segment.standing().toSeconds(),
                  lag.head(),
                  cause(lag.look().status())));
    }
  }

  private static String cause(ProjectionStatus status) {
    var trouble = status.trouble();
    return trouble == null ? "" : ": " + trouble.cause();
  }

  private static void addStuck(ProjectionStatus status, List<String> ailments) {
    if (status.state() == State.STUCK) {
      ailments.add("It is stuck%s".formatted(cause(status)));
    }
  }

  /** A build that reads do not see takes nothing from them, but nobody would miss it either. */
  private static void addStuck(BuildLag lag, List<String> ailments) {
    if (lag.look().status().state() == State.STUCK) {
      ailments.add(
          "The build %s (%s) is stuck%s"
              .formatted(lag.look().build(), lag.look().state(), cause(lag.look().status())));
    }
  }
}
