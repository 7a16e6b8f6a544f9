package dev.annals.query.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream of server-sent events as its standard says. Closing it drops the connection. */
public final class SseClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;
  private int heartbeats;

  private SseClient(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  static SseClient of(HttpResponse<InputStream> response) {
    return new SseClient(response);
  }

  /** A message as the client's program gets it. */
  public record Message(long id, String name, String data) {

    public JsonNode json() {
      return JSON.readTree(data);
    }
  }

  public int status() {
    return response.statusCode();
  }

  /** Empty if the header is absent. */
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The whole body of what is not a stream. */
  public String body() throws IOException {
    return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** The next message; empty if the stream ended. */
  public Optional<Message> next() throws IOException {
    String id = "";
    String name = "";
    var data = new ArrayList<String>();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && !data.isEmpty()) {
        return Optional.of(new Message(Long.parseLong(id), name, String.join("\n", data)));
      } else if (line.startsWith(":")) {
        heartbeats++;
      } else if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data.add(line.substring(6));
      }
    }
    return Optional.empty();
  }

  /** So many messages. */
  public List<Message> next(int count) throws IOException {
    var messages = new ArrayList<Message>();
    while (messages.size() < count) {
      messages.add(next().orElseThrow());
    }
    return messages;
  }

  /** All messages up to the one with this identifier. */
  public List<Message> through(long id) throws IOException {
    var messages = new ArrayList<Message>();
    while (messages.isEmpty() || messages.getLast().id() < id) {
      messages.add(next().orElseThrow());
    }
    return messages;
  }

  /** Reads until so many heartbeats came, ever, and no message in between. */
  public void awaitHeartbeats(int count) throws IOException {
    while (heartbeats < count) {
      var line = lines.readLine();
      if (line == null || line.startsWith("data: ")) {
        throw new IOException("Not a heartbeat: " + line);
      }
      heartbeats += line.startsWith(":") ? 1 : 0;
    }
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
