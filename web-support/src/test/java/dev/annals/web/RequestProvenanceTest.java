package dev.annals.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class RequestProvenanceTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final MockHttpServletRequest http = new MockHttpServletRequest();
  private final RequestProvenance provenance = new RequestProvenance("a-service/7");

  @Test
  void a_bare_request_comes_from_somewhere() {
    http.setRemoteAddr("2001:db8::7");

    assertThat(provenance.of(http))
        .isEqualTo(
            Map.of(
                "actor", "anonymous",
                "sourceAddress", "2001:db8::7",
                "serviceVersion", "a-service/7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-" + TRACE + "-b7ad6b7169203331-01",
        "00-" + TRACE + "-b7ad6b7169203331-00",
        "01-" + TRACE + "-b7ad6b7169203331-01-from-the-future"
      })
  void a_trace_is_taken_over(String parent) {
    http.addHeader("traceparent", parent);

    assertThat(provenance.of(http)).containsEntry("traceId", TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "ff-" + TRACE + "-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-" + TRACE + "-0000000000000000-01",
        "00-" + TRACE + "-b7ad6b7169203331",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"
      })
  void an_invalid_trace_is_ignored(String parent) {
    http.addHeader("traceparent", parent);

    assertThat(provenance.of(http)).doesNotContainKey("traceId");
  }

  @Test
  void somebody_may_ask_for_somebody_else() {
    http.addHeader("Annals-On-Behalf-Of", "customer:4711");

    assertThat(provenance.of(http)).containsEntry("onBehalfOf", "customer:4711");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ä", "a\u0000", "\ud800"})
  void a_name_is_visible_ascii(String name) {
    for (var header : List.of("X-Correlation-Id", "Annals-On-Behalf-Of")) {
      assertRefused(header, name);
      assertRefused(header, "x".repeat(129));
      assertRefused(header, "one", "two");
    }
  }

  private void assertRefused(String header, String... values) {
    var request = new MockHttpServletRequest();
    for (var value : values) {
      request.addHeader(header, value);
    }
    assertThatThrownBy(() -> provenance.of(request))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().type()).isEqualTo("/problems/invalid-header"));
  }
}
