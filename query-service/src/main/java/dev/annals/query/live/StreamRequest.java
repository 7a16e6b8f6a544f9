package dev.annals.query.live;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.query.web.AskedMoment;
import dev.annals.query.web.Positions;
import dev.annals.web.Problem;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a client wants its stream to begin: after {@code Last-Event-ID}, which a client that lost
 * its connection sends by itself, or else after the parameter {@code after}. Controllers take it as
 * a parameter.
 */
public final class StreamRequest {

  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final String AFTER = "after";
  private static final String REPLAY = "replay";

  private final @Nullable SequencePosition after;
  private final boolean isForHead;
  private final HttpServletResponse response;

  private StreamRequest(
      @Nullable SequencePosition after, boolean isForHead, HttpServletResponse response) {
    this.after = after;
    this.isForHead = isForHead;
    this.response = response;
  }

  static StreamRequest of(
      HttpServletRequest request, HttpServletResponse response, EventReader log) {
    var after = after(request);
    requireNow(request);
    var isForHead = "HEAD".equals(request.getMethod());
    if (after != null) {
      requireOfThisLog(after, log.head());
    }
    return new StreamRequest(after == null ? null : after.position(), isForHead, response);
  }

  /** A position, and the problem that it is if it cannot be. */
  private record After(SequencePosition position, Function<String, Problem> problem) {}

  private static @Nullable After after(HttpServletRequest request) {
    var headers = request.getHeaders(LAST_EVENT_ID);
    if (headers.hasMoreElements()) {
      var id = headers.nextElement();
      return parse(id, !headers.hasMoreElements(), StreamRequest::invalidId);
    }
    var parameters = request.getParameterValues(AFTER);
    return parameters == null
        ? null
        : parse(parameters[0], parameters.length == 1, StreamRequest::invalidAfter);
  }

  private static After parse(String text, boolean isOnlyOne, Function<String, Problem> problem) {
    var position = Positions.parse(text);
    if (position == null || !isOnlyOne) {
      throw new ProblemException(problem.apply("must be one whole number that is not negative"));
    }
    return new After(position, problem);
  }

  /** A replay and the past do not change. */
  private static void requireNow(HttpServletRequest request) {
    for (var name : List.of(REPLAY, AskedMoment.POSITION, AskedMoment.AT)) {
      if (request.getParameter(name) != null) {
        throw new ProblemException(
            ProblemType.INVALID_FIELD
                .because(
                    "The parameter '%s' is not supported here: a stream tells what happens now."
                        .formatted(name))
                .with("field", name));
      }
    }
  }

  /** From a log that was restored, or from another one: what came after it cannot be told. */
  private static void requireOfThisLog(After after, SequencePosition head) {
    if (after.position().isAfter(head)) {
      throw new ProblemException(
          after.problem().apply("is beyond the end of the log, which is at " + head));
    }
  }

  private static Problem invalidId(String what) {
    return ProblemType.LAST_EVENT_ID_INVALID.because("%s %s.".formatted(LAST_EVENT_ID, what));
  }

  private static Problem invalidAfter(String what) {
    return ProblemType.INVALID_FIELD
        .because("The parameter '%s' %s.".formatted(AFTER, what))
        .with("field", AFTER);
  }

  /** After which position to begin; empty if from now on. */
  public Optional<SequencePosition> after() {
    return Optional.ofNullable(after);
  }

  /** Whether only the head of the answer is wanted. */
  boolean isForHead() {
    return isForHead;
  }

  HttpServletResponse response() {
    return response;
  }
}
