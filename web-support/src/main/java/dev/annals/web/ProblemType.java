package dev.annals.web;

import java.util.Locale;

/**
 * The problems any service can meet. A constant's name is part of the HTTP API: {@code NOT_FOUND}
 * is the type {@code /problems/not-found}. Stable: only add.
 */
public enum ProblemType {
  BAD_REQUEST(400, "The request is malformed"),
  MALFORMED_JSON(400, "The body is not the JSON expected"),
  UNKNOWN_FIELD(400, "The body has a field that does not exist"),
  INVALID_FIELD(400, "A field has an invalid value"),
  INVALID_HEADER(400, "A header has an invalid value"),
  INVALID_ID(400, "An identifier is malformed"),
  UNKNOWN_CURRENCY(400, "The currency is unknown"),
  IDEMPOTENCY_KEY_MISSING(400, "The Idempotency-Key header is missing"),
  IDEMPOTENCY_KEY_INVALID(400, "The Idempotency-Key header is invalid"),
  IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
  POSITION_INVALID(400, "The position is invalid"),
  POSITION_IN_FUTURE(400, "The position lies in the future"),
  INSTANT_IN_FUTURE(400, "The instant lies in the future"),
  BEFORE_FIRST_EVENT(404, "The log begins later"),
  LAST_EVENT_ID_INVALID(400, "The Last-Event-ID header is invalid"),
  POSITION_NOT_REACHED(503, "The position is not reached yet"),
  NOT_FOUND(404, "Nothing is here"),
  METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
  NOT_ACCEPTABLE(406, "No acceptable representation exists"),
  PAYLOAD_TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "The media type is not supported"),
  OVERLOADED(503, "The service is overloaded"),
  UNAVAILABLE(503, "The service is unavailable"),
  OUTCOME_UNKNOWN(503, "The outcome is unknown"),
  INTERNAL(500, "The service failed");

  private static final String PREFIX = "/problems/";

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  /** The {@code type} member of the problem document. */
  public String uri() {
    return uri("", name());
  }

  /** The type of a context's own problem, for example {@code /problems/payments/overflow}. */
  public static String uri(String context, String constantName) {
    var slug = constantName.toLowerCase(Locale.ROOT).replace('_', '-');
    return PREFIX + (context.isEmpty() ? slug : context + '/' + slug);
  }

  /** A problem of this type; {@code detail} is one sentence for a person. */
  public Problem because(String detail) {
    return new Problem(uri(), title, status, detail);
  }

  /** The problem that stands for a bare HTTP status, whoever set it. */
  static Problem ofStatus(int status) {
    return switch (status) {
      case 404 -> NOT_FOUND.because("There is nothing at this path.");
      case 405 -> METHOD_NOT_ALLOWED.because("This path does not support the request's method.");
      case 406 -> NOT_ACCEPTABLE.because("Answers are application/json.");
      case 413 -> PAYLOAD_TOO_LARGE.because("The request body is too large.");
      case 415 -> UNSUPPORTED_MEDIA_TYPE.because("The body must be application/json.");
      case 503 -> UNAVAILABLE.because("The service is unavailable; try again later.");
      default -> status >= 500 ? internal(status) : badRequest(status);
    };
  }

  private static Problem badRequest(int status) {
    var detail = "The server could not understand the request.";
    return new Problem(BAD_REQUEST.uri(), BAD_REQUEST.title, status, detail);
  }

  private static Problem internal(int status) {
    var detail = "The request failed for no fault of its own.";
    return new Problem(INTERNAL.uri(), INTERNAL.title, status, detail);
  }
}
