package dev.annals.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes problem documents straight to the response: whatever the client said it accepts, a problem
 * is never an HTML page and never fails in content negotiation.
 */
public final class ProblemWriter {

  private ProblemWriter() {}

  /** Writes the problem unless the response has already gone out. */
  public static void write(
      Problem problem, Map<String, String> headers, HttpServletResponse response)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(problem.status());
    headers.forEach(response::setHeader);
    var body = problem.toJson().getBytes(StandardCharsets.UTF_8);
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
