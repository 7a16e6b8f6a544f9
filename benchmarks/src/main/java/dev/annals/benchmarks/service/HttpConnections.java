package dev.annals.benchmarks.service;

import dev.annals.benchmarks.service.HttpConnection.Answer;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.ConcurrentLinkedDeque;

/** As many connections to one service as there are requests at once. Thread-safe. */
final class HttpConnections implements AutoCloseable {

  private final URI service;
  private final ConcurrentLinkedDeque<HttpConnection> idle = new ConcurrentLinkedDeque<>();

  HttpConnections(URI service) {
    this.service = service;
  }

  /** Asks; see {@link HttpConnection#send}. */
  Answer send(String method, String path, String headers, String body) throws IOException {
    var free = idle.pollFirst();
    var connection = free == null ? new HttpConnection(service) : free;
    try {
      var answer = connection.send(method, path, headers, body);
      if (answer.headers().getOrDefault("connection", "").equals("close")) {
        connection.close();
      } else {
        idle.addFirst(connection);
      }
      return answer;
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void close() {
    for (var next = idle.poll(); next != null; next = idle.poll()) {
      next.close();
    }
  }
}
