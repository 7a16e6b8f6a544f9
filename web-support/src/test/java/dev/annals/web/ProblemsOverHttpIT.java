package dev.annals.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.annals.web.RawHttp.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Everything a client can do wrong below the level of a controller, over a real socket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemsOverHttpIT {

  private static final String CLOSE = "Host: localhost\r\nConnection: close\r\n";
  private static final String JSON = CLOSE + "Content-Type: application/json\r\n";

  private ServletWebServerApplicationContext service;
  private int port;

  @BeforeAll
  void start() {
    service = ThingService.start();
    port = requireNonNull(service.getWebServer()).getPort();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        arguments("GET /nothing HTTP/1.1\r\n" + CLOSE, 404, "not-found"),
        arguments("POST /nothing HTTP/1.1\r\n" + CLOSE, 404, "not-found"),
        arguments("GET /error HTTP/1.1\r\n" + CLOSE, 404, "not-found"),
        arguments("GET /things HTTP/1.1\r\n" + CLOSE, 405, "method-not-allowed"),
        arguments("FOO /things HTTP/1.1\r\n" + CLOSE, 405, "method-not-allowed"),
        arguments("TRACE /things HTTP/1.1\r\n" + CLOSE, 405, "method-not-allowed"),
        arguments("GET /things/%zz?limit=1 HTTP/1.1\r\n" + CLOSE, 400, "bad-request"),
        arguments("GET /things/%?limit=1 HTTP/1.1\r\n" + CLOSE, 400, "bad-request"),
        arguments("GET /things/a%2Fb?limit=1 HTTP/1.1\r\n" + CLOSE, 400, "bad-request"),
        arguments("GET /things/%C3%28?limit=1 HTTP/1.1\r\n" + CLOSE, 400, "bad-request"),
        arguments("GET /things/a%00b?limit=1 HTTP/1.1\r\n" + CLOSE, 400, "bad-request"),
        arguments("GET /things/<b>?limit=1 HTTP/1.1\r\n" + CLOSE, 400, "bad-request"),
        arguments("GET /things/a?limit=%zz HTTP/1.1\r\n" + CLOSE, 400, "bad-request"),
        arguments("GET /things/a?limit=ten HTTP/1.1\r\n" + CLOSE, 400, "invalid-field"),
        arguments("GET /things/a HTTP/1.1\r\n" + CLOSE, 400, "invalid-field"),
        arguments("GET /../../etc HTTP/1.1\r\n" + CLOSE, 400, "bad-request"),
        arguments("GET /things/a HTTP/1.1\r\n\r\n", 400, "bad-request"),
        arguments("GET /things/a HTTP/9.9\r\n" + CLOSE, 505, "internal"),
        arguments("nonsense\r\n" + CLOSE, 400, "bad-request"),
        arguments("GET /things/a?limit=1 HTTP/1.1\r\nbad header\r\n" + CLOSE, 400, "bad-request"),
        arguments(
            "GET /things/a?limit=1 HTTP/1.1\r\nX: " + "x".repeat(20_000) + "\r\n" + CLOSE,
            400,
            "bad-request"),
        arguments(
            "GET /things/" + "x".repeat(20_000) + " HTTP/1.1\r\n" + CLOSE, 400, "bad-request"),
        arguments(
            "POST /things HTTP/1.1\r\n" + JSON + "Content-Length: -1\r\n", 400, "bad-request"),
        arguments("POST /things HTTP/1.1\r\n" + JSON + "Transfer-Encoding: x\r\n", 501, "internal"),
        arguments(
            "GET /things/a?limit=1 HTTP/1.1\r\nAccept: text/html\r\n" + CLOSE,
            406,
            "not-acceptable"),
        arguments(
            "GET /things/a?limit=1 HTTP/1.1\r\nAccept: nonsense\r\n" + CLOSE,
            406,
            "not-acceptable"),
        arguments(
            "GET /nothing HTTP/1.1\r\nAccept: text/html,application/xml\r\n" + CLOSE,
            404,
            "not-found"),
        arguments("GET /broken HTTP/1.1\r\n" + CLOSE, 500, "internal"),
        arguments("GET /refused HTTP/1.1\r\n" + CLOSE, 400, "invalid-id"),
        arguments("POST /things HTTP/1.1\r\n" + CLOSE, 400, "malformed-json"),
        arguments(
            "POST /things HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n"
                + CLOSE
                + "\r\n{}",
            415,
            "unsupported-media-type"),
        arguments(
            "POST /things HTTP/1.1\r\nContent-Type: no/such;;=\r\nContent-Length: 2\r\n"
                + CLOSE
                + "\r\n{}",
            415,
            "unsupported-media-type"),
        arguments(
            "POST /things HTTP/1.1\r\nContent-Type: multipart/form-data\r\nContent-Length: 2\r\n"
                + CLOSE
                + "\r\n{}",
            415,
            "unsupported-media-type"),
        arguments(
            "POST /things HTTP/1.1\r\nContent-Type: application/json;charset=martian\r\n"
                + "Content-Length: 2\r\n"
                + CLOSE
                + "\r\n{}",
            415,
            "unsupported-media-type"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void a_bad_request_is_answered_with_a_problem(String request, int status, String slug)
      throws IOException {
    var complete = request.contains("\r\n\r\n") ? request : request + "\r\n";

    assertProblem(RawHttp.send(port, complete), status, slug);
  }

  @Test
  void an_announced_body_beyond_the_limit_is_refused() throws IOException {
    assertProblem(post("{\"id\":\"" + "x".repeat(70_000) + "\"}"), 413, "payload-too-large");
  }

  @Test
  void a_chunked_body_beyond_the_limit_is_refused() throws IOException {
    var chunk = "x".repeat(0x8000);
    var request =
        "POST /things HTTP/1.1\r\n"
            + JSON
            + "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"id\":\"\r\n"
            + ("8000\r\n" + chunk + "\r\n").repeat(3)
            + "0\r\n\r\n";

    assertProblem(RawHttp.send(port, request), 413, "payload-too-large");
  }

  @Test
  void invalid_utf_8_is_malformed() throws IOException {
    var body = "{\"id\":\"\u00c3(\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertProblem(post(body), 400, "malformed-json");
  }

  @Test
  void a_wrong_method_is_told_the_right_one() throws IOException {
    var answer = RawHttp.send(port, "DELETE /things HTTP/1.1\r\n" + CLOSE + "\r\n");

    assertThat(answer.headers()).containsEntry("allow", "POST");
  }

  @Test
  void a_failure_of_our_own_tells_nothing_of_its_inside() throws IOException {
    var answer = RawHttp.send(port, "GET /broken HTTP/1.1\r\n" + CLOSE + "\r\n");

    assertThat(answer.body()).doesNotContain("secret", "Exception", "dev.annals");
  }

  @Test
  void a_good_request_is_answered() throws IOException {
    var answer = post("{\"id\":\"a\",\"amount\":5}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("\"amount\":5");
  }

  private Answer post(String body) throws IOException {
    return post(body.getBytes(StandardCharsets.UTF_8));
  }

  private Answer post(byte[] body) throws IOException {
    var head = "POST /things HTTP/1.1\r\n" + JSON + "Content-Length: " + body.length + "\r\n\r\n";
    return RawHttp.send(port, (head + new String(body, StandardCharsets.ISO_8859_1)));
  }

  private static void assertProblem(Answer answer, int status, String slug) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().get("content-type")).startsWith(Problem.MEDIA_TYPE);
    assertThat(answer.body())
        .contains("\"type\":\"/problems/" + slug + "\"", "\"status\":" + status)
        .doesNotContain("<");
  }
}
