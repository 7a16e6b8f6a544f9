package dev.annals.query.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes the format of server-sent events. Blocks as long as the client does not read. */
final class SseWriter {

  private static final String RECONNECT_AFTER = "retry: 1000\n\n";
  private static final String HEARTBEAT = ": heartbeat\n\n";

  private final HttpServletResponse response;
  private final JsonMapper json;
  private final Duration timeout;
  private long wroteNanos = System.nanoTime();

  /**
   * A writer of one answer.
   *
   * @param timeout how long one write may take
   */
  SseWriter(HttpServletResponse response, JsonMapper json, Duration timeout) {
    this.response = response;
    this.json = json;
    this.timeout = timeout;
  }

  /** Says at once that the stream is open. */
  void begin() throws IOException {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    // A proxy that gathers answers would hold messages back.
    response.setHeader("X-Accel-Buffering", "no");
    write(RECONNECT_AFTER);
  }

  void send(List<LiveMessage> messages) throws IOException {
    if (messages.isEmpty()) {
      return;
    }
    var text = new StringBuilder();
    messages.forEach(message -> append(message, text));
    write(text.toString());
  }

  /** A payload is kept to the letter, and may have several lines. */
  private void append(LiveMessage message, StringBuilder text) {
    text.append("id: ").append(message.position()).append('\n');
    text.append("event: ").append(message.name()).append('\n');
    json.writeValueAsString(message.data())
        .lines()
        .forEach(line -> text.append("data: ").append(line).append('\n'));
    text.append('\n');
  }

  void heartbeat() throws IOException {
    write(HEARTBEAT);
  }

  private void write(String text) throws IOException {
    var began = System.nanoTime();
    try {
      ServletOutputStream out = response.getOutputStream();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw tookTooLong(began) ? new SlowClientException(e) : e;
    }
    if (tookTooLong(began)) {
      throw new SlowClientException(null);
    }
    wroteNanos = System.nanoTime();
  }

  private boolean tookTooLong(long began) {
    return System.nanoTime() - began >= timeout.toNanos();
  }

  /** For how long nothing was written. */
  long silentNanos() {
    return System.nanoTime() - wroteNanos;
  }
}
