package dev.annals.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatientHttpTest {

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private static final Patience PATIENCE =
      new Patience(4, Duration.ofMillis(100), Duration.ofSeconds(2));

  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final Deque<Handler> answers = new ArrayDeque<>();
  private final PatientHttp http = new PatientHttp(PATIENCE, pauses::add);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    http.close();
  }

  @Test
  void takes_the_first_answer_that_is_not_unavailable() throws Exception {
    answers.add(exchange -> FakeServices.send(exchange, 409, "no"));

    var response = http.send(request());

    assertThat(PatientHttp.answer(response)).isEqualTo("409 no");
    assertThat(pauses).isEmpty();
    assertThat(http.retries()).isZero();
  }

  @Test
  void waits_as_long_as_the_service_asks_for_within_bounds() throws Exception {
    answers.add(exchange -> unavailable(exchange, "1"));
    answers.add(exchange -> unavailable(exchange, "3600"));
    answers.add(exchange -> unavailable(exchange, "Fri, 31 Dec 1999 23:59:59 GMT"));
    answers.add(exchange -> FakeServices.send(exchange, 201, "done"));

    assertThat(http.send(request()).statusCode()).isEqualTo(201);

    assertThat(pauses.subList(0, 2)).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(pauses.getLast()).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
    assertThat(http.retries()).isEqualTo(3);
    assertThat(keys).containsExactly("k", "k", "k", "k");
  }

  @Test
  void sends_again_when_the_connection_is_lost_before_the_answer() throws Exception {
    answers.add(HttpExchange::close);
    answers.add(exchange -> FakeServices.send(exchange, 201, "done"));

    assertThat(http.send(request()).body()).isEqualTo("done");

    assertThat(pauses).hasSize(1).allSatisfy(PatientHttpTest::isFirstBackOff);
    assertThat(keys).containsExactly("k", "k");
  }

  @Test
  void backs_off_longer_and_longer_and_gives_up() {
    server.stop(0);

    assertThatExceptionOfType(LoadFailedException.class)
        .isThrownBy(() -> http.send(request()))
        .withMessageStartingWith(url() + " does not answer after 4 attempts");
    assertThat(pauses).hasSize(3);
    assertThat(pauses.get(0)).satisfies(PatientHttpTest::isFirstBackOff);
    assertThat(pauses.get(2)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
  }

  @Test
  void gives_up_on_a_service_that_stays_unavailable() {
    for (var i = 0; i < PATIENCE.attemptsMax(); i++) {
      answers.add(exchange -> unavailable(exchange, "1"));
    }

    assertThatExceptionOfType(LoadFailedException.class)
        .isThrownBy(() -> http.send(request()))
        .withMessage(url() + " still cannot serve after 4 attempts: 503 busy");
  }

  @Test
  void asks_only_once_whether_anybody_is_there() {
    server.stop(0);

    assertThatExceptionOfType(LoadFailedException.class)
        .isThrownBy(() -> http.sendOnce(request()))
        .withMessageStartingWith(url() + " does not answer now; './annals up' starts it");
    assertThat(pauses).isEmpty();
  }

  private static void isFirstBackOff(Duration pause) {
    assertThat(pause).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
  }

  private static void unavailable(HttpExchange exchange, String retryAfter) throws IOException {
    exchange.getResponseHeaders().set("Retry-After", retryAfter);
    FakeServices.send(exchange, 503, "busy");
  }

  private void handle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    try (exchange) {
      answers.remove().handle(exchange);
    }
  }

  private HttpRequest request() {
    return PatientHttp.to(URI.create(url() + "/v1/accounts"))
        .header("Idempotency-Key", "k")
        .POST(BodyPublishers.ofString("{}"))
        .build();
  }

  private String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }
}
