package dev.annals.web;

import static dev.annals.web.ProblemType.BAD_REQUEST;
import static dev.annals.web.ProblemType.INVALID_FIELD;
import static dev.annals.web.ProblemType.MALFORMED_JSON;
import static dev.annals.web.ProblemType.METHOD_NOT_ALLOWED;
import static dev.annals.web.ProblemType.PAYLOAD_TOO_LARGE;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.privacy.KeysUnavailableException;
import java.util.HashMap;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import tools.jackson.core.JacksonException;

/** What the frameworks throw at a bad request, as the problem it is. */
final class ProblemTranslation {

  private ProblemTranslation() {}

  /** The answer to a failure, or null if it is the service's own. */
  static @Nullable ProblemException of(Throwable failure) {
    return switch (failure) {
      case HttpMessageNotReadableException unreadable -> new ProblemException(body(unreadable));
      case MissingServletRequestParameterException missing ->
          field(missing.getParameterName(), "is required");
      case MethodArgumentTypeMismatchException mismatch ->
          field(mismatch.getName(), "has the wrong form");
      case TypeMismatchException mismatch ->
          field(String.valueOf(mismatch.getPropertyName()), "has the wrong form");
      case InvalidParameterException _ ->
          new ProblemException(BAD_REQUEST.because("The query string is malformed."));
      case MultipartException _ -> new ProblemException(ProblemType.ofStatus(415));
      case HttpRequestMethodNotSupportedException method -> method(method);
      case EventLogException log -> LogProblems.of(log);
      case KeysUnavailableException _ -> LogProblems.ofKeys();
      case ErrorResponse standard when standard.getStatusCode().value() < 500 -> bare(standard);
      default -> null;
    };
  }

  private static Problem body(HttpMessageNotReadableException failure) {
    for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLargeException tooLarge) {
        return PAYLOAD_TOO_LARGE.because(String.valueOf(tooLarge.getMessage()));
      }
    }
    return failure.getCause() instanceof JacksonException json
        ? JsonProblems.of(json)
        : MALFORMED_JSON.because("The request needs a body, a JSON object.");
  }

  private static ProblemException field(String name, String what) {
    return new ProblemException(
        INVALID_FIELD.because("The parameter '%s' %s.".formatted(name, what)).with("field", name));
  }

  private static ProblemException method(HttpRequestMethodNotSupportedException failure) {
    return new ProblemException(
        METHOD_NOT_ALLOWED.because("This path does not support %s.".formatted(failure.getMethod())),
        headers(failure));
  }

  private static ProblemException bare(ErrorResponse failure) {
    return new ProblemException(
        ProblemType.ofStatus(failure.getStatusCode().value()), headers(failure));
  }

  /** What the standard says goes with the status: {@code Allow}, {@code Accept}. */
  private static Map<String, String> headers(ErrorResponse failure) {
    var headers = new HashMap<String, String>();
    failure.getHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
    headers.remove(HttpHeaders.CONTENT_TYPE);
    return headers;
  }
}
