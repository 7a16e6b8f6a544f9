package dev.annals.web;

import dev.annals.eventstore.axon.Provenance;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, for whom, from where, and as part of what: the metadata of what a request leads to.
 * Thread-safe.
 */
public final class RequestProvenance {

  /** Until requests are authenticated, nobody knows who asks. */
  public static final String ANONYMOUS = "anonymous";

  static final String ON_BEHALF_OF_HEADER = "Annals-On-Behalf-Of";
  static final String CORRELATION_HEADER = "X-Correlation-Id";
  static final String TRACE_HEADER = "traceparent";

  /** Of whoever and whatever a client may name. */
  private static final Pattern NAME = Pattern.compile("[!-~]{1,128}");

  /** W3C Trace Context; version ff and all-zero ids are invalid. */
  private static final Pattern TRACE_PARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  private final String serviceVersion;

  /**
   * @param serviceVersion name and version of the service build that takes the requests
   */
  public RequestProvenance(String serviceVersion) {
    this.serviceVersion = serviceVersion;
  }

  /**
   * A request without a correlation id is correlated by its command's id, which is up to the
   * dispatcher.
   *
   * @throws ProblemException if a header names nobody or nothing
   */
  public Map<String, String> of(HttpServletRequest http) {
    var metadata = new HashMap<String, String>();
    metadata.put(Provenance.ACTOR, ANONYMOUS);
    metadata.put(Provenance.SOURCE_ADDRESS, http.getRemoteAddr());
    metadata.put(Provenance.SERVICE_VERSION, serviceVersion);
    var onBehalfOf = onBehalfOf(http);
    if (onBehalfOf != null) {
      metadata.put(Provenance.ON_BEHALF_OF, onBehalfOf);
    }
    var correlation = name(http, CORRELATION_HEADER);
    if (correlation != null) {
      metadata.put(Provenance.CORRELATION_ID, correlation);
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

  /** For whom the request is made; null if it names nobody. */
  public static @Nullable String onBehalfOf(HttpServletRequest http) {
    return name(http, ON_BEHALF_OF_HEADER);
  }

  private static @Nullable String name(HttpServletRequest http, String header) {
    var values = http.getHeaders(header);
    if (!values.hasMoreElements()) {
      return null;
    }
    var value = values.nextElement();
    if (values.hasMoreElements() || !NAME.matcher(value).matches()) {
      throw new ProblemException(
          ProblemType.INVALID_HEADER
              .because(
                  "%s must be one value of 1 to 128 visible ASCII characters.".formatted(header))
              .with("header", header));
    }
    return value;
  }
}
