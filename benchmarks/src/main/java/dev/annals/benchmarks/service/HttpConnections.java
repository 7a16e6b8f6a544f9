package dev.annals.benchmarks.service;

import dev.annals.benchmarks.service.HttpConnection.Answer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** As many connections to one service as there are requests at once. Thread-safe. */
final class HttpConnections implements AutoCloseable {

  /**
   * Sooner than a service closes a connection that nobody uses, which may be just when one does.
   */
  private static final Duration IDLE_MAX = Duration.ofSeconds(20);

  private final URI service;
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();

  private record Idle(HttpConnection connection, long sinceNanos) {

    boolean isStale() {
      return System.nanoTime() - sinceNanos > IDLE_MAX.toNanos();
    }
  }

  HttpConnections(URI service) {
    this.service = service;
  }

  /** Asks; see {@link HttpConnection#send}. */
  Answer send(String method, String path, String headers, String body) throws IOException {
    var free = free();
    var connection = free == null ? new HttpConnection(service) : free;
    try {
      var answer = connection.send(method, path, headers, body);
      if (answer.headers().getOrDefault("connection", "").equals("close")) {
        connection.close();
      } else {
        idle.addFirst(new Idle(connection, System.nanoTime()));
      }
      return answer;
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private @Nullable HttpConnection free() {
    var latest = idle.pollFirst();
    if (latest == null || !latest.isStale()) {
      return latest == null ? null : latest.connection();
    }
    // So are all those that were used before it.
    latest.connection().close();
    close();
    return null;
  }

  @Override
  public void close() {
    for (var next = idle.poll(); next != null; next = idle.poll()) {
      next.connection().close();
    }
  }
}
