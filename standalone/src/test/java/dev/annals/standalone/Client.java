package dev.annals.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client app: sends commands, remembers how far it got, and reads what includes that. */
final class Client implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String commands;
  private final String queries;
  private long position;

  Client(AnnalsProcess annals) {
    this.commands = annals.commands();
    this.queries = annals.queries();
  }

  /** From now on reads what includes this. */
  void hasSeen(long newPosition) {
    position = Math.max(position, newPosition);
  }

  HttpResponse<String> send(String path, String key, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(commands + path))
            .timeout(ANSWER_MAX)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  /** Sends a command that must be accepted, and tells its position. */
  long accepted(String path, String key, String body) throws IOException, InterruptedException {
    var response = send(path, key, body);
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
    var at = position(response);
    hasSeen(at);
    return at;
  }

  /** How far the system was when it answered. */
  static long position(HttpResponse<String> response) {
    return response.headers().firstValueAsLong("Annals-Position").orElseThrow();
  }

  JsonNode read(String path) throws IOException, InterruptedException {
    return JSON.readTree(answer(path).body());
  }

  HttpResponse<String> answer(String path) throws IOException, InterruptedException {
    var response =
        http.send(
            HttpRequest.newBuilder(URI.create(queries + path))
                .timeout(ANSWER_MAX)
                .header("Annals-Min-Position", Long.toString(position))
                .header("Prefer", "wait=10")
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response;
  }

  long balance(String account) throws IOException, InterruptedException {
    return read("/v1/accounts/" + account).get("balance").longValue();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
