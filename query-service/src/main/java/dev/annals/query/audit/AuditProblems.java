package dev.annals.query.audit;

import dev.annals.query.web.Missing;
import dev.annals.web.Problem;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What can be wrong with the wish for a replay, or with a replay. */
final class AuditProblems {

  private static final String CONTEXT = "audit";

  private AuditProblems() {}

  static ProblemException invalid(String field, String what) {
    return new ProblemException(
        ProblemType.INVALID_FIELD
            .because("The field '%s' %s.".formatted(field, what))
            .with("field", field));
  }

  static ProblemException unknownProjection(String name) {
    return Missing.because(
        "projections",
        "UNKNOWN_PROJECTION",
        "The projection does not exist",
        "There is no projection %s.".formatted(name));
  }

  static ProblemException unknownReplay(long replay) {
    return Missing.because(
        CONTEXT,
        "UNKNOWN_REPLAY",
        "The replay does not exist",
        "There is no replay %d.".formatted(replay));
  }

  static ProblemException nothingYet() {
    return new ProblemException(
        ProblemType.BEFORE_FIRST_EVENT.because("The live view has no event to replay yet."));
  }

  static ProblemException notDone(long replay) {
    return later(
        HttpStatus.CONFLICT,
        "REPLAY_NOT_DONE",
        "The replay is not done yet",
        "Replay %d is not done yet.".formatted(replay),
        Duration.ofSeconds(1));
  }

  static ProblemException gone(long replay) {
    return of(
        HttpStatus.GONE,
        "REPLAY_GONE",
        "The replay is gone",
        "Replay %d has no rows any more.".formatted(replay));
  }

  static ProblemException of(HttpStatus status, String reason, String title, String detail) {
    return new ProblemException(problem(status, reason, title, detail));
  }

  static ProblemException later(
      HttpStatus status, String reason, String title, String detail, Duration retryAfter) {
    return new ProblemException(
        problem(status, reason, title, detail),
        Map.of(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds())));
  }

  private static Problem problem(HttpStatus status, String reason, String title, String detail) {
    return new Problem(ProblemType.uri(CONTEXT, reason), title, status.value(), detail)
        .with("reason", reason);
  }
}
