package dev.annals.benchmarks.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionsIT {

  private static final int LENGTH_UNKNOWN = 0;

  private final Set<InetSocketAddress> callers = new HashSet<>();
  private HttpServer server;
  private HttpConnections connections;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/echo", this::echo);
    server.createContext("/chunked", this::answerInChunks);
    server.start();
    connections =
        new HttpConnections(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    connections.close();
    server.stop(0);
  }

  @Test
  void one_connection_serves_one_request_after_the_other() throws Exception {
    for (var body : new String[] {"first", "", "Übung"}) {
      var answer = connections.send("POST", "/echo", "Annals-Min-Position: 7\r\n", body);

      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.body()).isEqualTo(body);
      assertThat(answer.number("annals-position")).isEqualTo(7);
    }
    assertThat(callers).hasSize(1);
  }

  @Test
  void an_answer_may_come_in_chunks() throws Exception {
    for (var i = 0; i < 2; i++) {
      assertThat(connections.send("GET", "/chunked", "", "").body()).isEqualTo("first second");
    }
    assertThat(callers).hasSize(1);
  }

  private void echo(HttpExchange exchange) throws IOException {
    callers.add(exchange.getRemoteAddress());
    var body = exchange.getRequestBody().readAllBytes();
    var position = exchange.getRequestHeaders().getFirst("Annals-Min-Position");
    exchange.getResponseHeaders().add("Annals-Position", position);
    // Zero would mean an unknown length, and minus one means none.
    exchange.sendResponseHeaders(201, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private void answerInChunks(HttpExchange exchange) throws IOException {
    callers.add(exchange.getRemoteAddress());
    exchange.sendResponseHeaders(200, LENGTH_UNKNOWN);
    try (var output = exchange.getResponseBody()) {
      output.write("first ".getBytes(StandardCharsets.UTF_8));
      output.flush();
      output.write("second".getBytes(StandardCharsets.UTF_8));
    }
  }
}
