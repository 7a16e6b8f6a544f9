package dev.annals.command.web;

import dev.annals.eventstore.axon.Provenance;
import dev.annals.web.ProblemException;
import dev.annals.web.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Who asks, from where, and as part of what: the metadata of the command and its events. */
final class RequestProvenance {

  static final String CORRELATION_HEADER = "X-Correlation-Id";
  static final String TRACE_HEADER = "traceparent";

  /** Until requests are authenticated, nobody knows who asks. */
  static final String ANONYMOUS = "anonymous";

  private static final Pattern CORRELATION_ID = Pattern.compile("[!-~]{1,128}");

  /** W3C Trace Context; version ff and all-zero ids are invalid. */
  private static final Pattern TRACE_PARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  private RequestProvenance() {}

  /**
   * A request without a correlation id is correlated by its command's id, which is up to the
   * dispatcher.
   */
  static Map<String, String> of(HttpServletRequest http) {
    var metadata = new HashMap<String, String>();
    metadata.put(Provenance.ACTOR, ANONYMOUS);
    metadata.put(Provenance.SOURCE_ADDRESS, http.getRemoteAddr());
    var correlation = http.getHeader(CORRELATION_HEADER);
    if (correlation != null) {
      metadata.put(Provenance.CORRELATION_ID, validCorrelation(correlation));
    }
    var trace = http.getHeader(TRACE_HEADER);
    if (trace != null) {
      // The standard wants an invalid parent to be ignored, not refused.
      var parts = TRACE_PARENT.matcher(trace);
      if (parts.matches()) {
        metadata.put(Provenance.TRACE_ID, parts.group(1));
      }
    }
    return metadata;
  }

  private static String validCorrelation(String id) {
    if (!CORRELATION_ID.matcher(id).matches()) {
      throw new ProblemException(
          ProblemType.INVALID_HEADER
              .because(
                  "%s must be 1 to 128 visible ASCII characters.".formatted(CORRELATION_HEADER))
              .with("header", CORRELATION_HEADER));
    }
    return id;
  }
}
