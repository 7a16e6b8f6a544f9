package dev.annals.query.audit;

import dev.annals.eventstore.projection.Replay;
import dev.annals.eventstore.projection.ReplayComparison.Compared;
import dev.annals.eventstore.projection.ReplayComparison.Incomparable;
import dev.annals.eventstore.projection.Replays;
import dev.annals.web.Admission;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class DifferencesController {

  /** For the live view to come as far as the replay. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Replays replays;
  private final ReplayWishes wishes;

  /** A comparison reads whole tables: one after the other. */
  private final Admission admission =
      new Admission(1, "Another replay is being compared; try again in a moment.");

  DifferencesController(Replays replays, ReplayWishes wishes) {
    this.replays = replays;
    this.wishes = wishes;
  }

  @GetMapping(
      path = "/v1/audit/replays/{number}/differences",
      produces = MediaType.APPLICATION_JSON_VALUE)
  DifferencesView differences(@PathVariable long number) {
    var replay = replays.find(number).orElseThrow(() -> AuditProblems.unknownReplay(number));
    awaitLive(replay);
    return switch (admission.admit(() -> replays.compare(replay))) {
      case Compared compared -> DifferencesView.of(replay, compared);
      case Incomparable incomparable -> throw problem(replay, incomparable);
    };
  }

  /** The comparison itself tells whether that was enough. */
  private void awaitLive(Replay replay) {
    var live = wishes.runner(replay.projection()).orElseThrow(() -> otherVersion(replay));
    try {
      var _ = live.awaitPosition(replay.wanted().until(), PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException(
          ProblemType.UNAVAILABLE.because("The service is shutting down."),
          Map.of(HttpHeaders.RETRY_AFTER, "1"));
    }
  }

  private static ProblemException problem(Replay replay, Incomparable incomparable) {
    return switch (incomparable.obstacle()) {
      case REPLAY_NOT_DONE ->
          replay.state() == Replay.State.RUNNING
              ? AuditProblems.notDone(replay.replay())
              : AuditProblems.gone(replay.replay());
      case SERVING_IS_BEHIND -> behind(replay, incomparable);
      case SERVING_IS_OF_OTHER_VERSION -> otherVersion(replay);
      case ROWS_CANNOT_TELL ->
          AuditProblems.of(
              HttpStatus.CONFLICT,
              "ROWS_CANNOT_TELL",
              "The view's rows do not tell what they were",
              "Rows of %s do not tell what they were at a position of the past."
                  .formatted(replay.projection()));
      case TOOK_TOO_LONG ->
          AuditProblems.later(
              HttpStatus.SERVICE_UNAVAILABLE,
              "COMPARISON_TOOK_TOO_LONG",
              "The comparison took too long",
              "The tables could not be compared in the time that a statement may take.",
              Duration.ofMinutes(1));
    };
  }

  private static ProblemException behind(Replay replay, Incomparable incomparable) {
    return new ProblemException(
        ProblemType.POSITION_NOT_REACHED.because(
            "The replay is of position %s, and the live view has only come to %s."
                .formatted(replay.wanted().until(), incomparable.serving())),
        Map.of(HttpHeaders.RETRY_AFTER, "1"));
  }

  private static ProblemException otherVersion(Replay replay) {
    return AuditProblems.of(
        HttpStatus.CONFLICT,
        "LIVE_VIEW_OF_ANOTHER_VERSION",
        "The live view is of another version",
        "The replay is of %s, and the live view is not.".formatted(replay.projection()));
  }
}
