package dev.annals.query.audit.seal;

import dev.annals.web.Problem;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What can be wrong with a question about the sealed log, or with the sealed log. */
final class SealProblems {

  private static final String CONTEXT = "audit";

  private SealProblems() {}

  static ProblemException invalid(String field, String what) {
    return new ProblemException(
        ProblemType.INVALID_FIELD
            .because("The parameter '%s' %s.".formatted(field, what))
            .with("field", field));
  }

  static ProblemException malformedPath(String path) {
    return new ProblemException(
        ProblemType.INVALID_ID.because(
            "%s is not the path of a tile, for example x001/x234/067.p/8.".formatted(path)));
  }

  static ProblemException noSuchTile(String path, long size) {
    return new ProblemException(
        ProblemType.NOT_FOUND.because("A tree of %d events has no tile %s.".formatted(size, path)));
  }

  static ProblemException notSealed(long position, long size) {
    return new ProblemException(
        of(
            HttpStatus.NOT_FOUND,
            "NOT_SEALED",
            "The position is not sealed yet",
            "Position %d is not sealed yet; the checkpoint is of %d events."
                .formatted(position, size)),
        Map.of(HttpHeaders.RETRY_AFTER, "1"));
  }

  static ProblemException nothingSealed() {
    return new ProblemException(
        of(
            HttpStatus.NOT_FOUND,
            "NOTHING_SEALED",
            "Nothing is sealed",
            "There is no checkpoint of this log."));
  }

  /** Not the client's fault, and nothing that passes: somebody has to look. */
  static ProblemException notAsSealed(String what) {
    return new ProblemException(
        of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "NOT_AS_SEALED",
            "The log is not what was sealed",
            what));
  }

  private static Problem of(HttpStatus status, String reason, String title, String detail) {
    return new Problem(ProblemType.uri(CONTEXT, reason), title, status.value(), detail)
        .with("reason", reason);
  }
}
