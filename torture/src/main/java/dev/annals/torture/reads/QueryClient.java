package dev.annals.torture.reads;

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

/** A query service over HTTP. */
final class QueryClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration TIMEOUT = Duration.ofMinutes(3);
  private static final int OK = 200;

  private final URI service;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  QueryClient(URI service) {
    this.service = service;
  }

  /** An answer. */
  record Answer(int status, JsonNode json) {}

  boolean answers(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), BodyHandlers.discarding()).statusCode() == OK;
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  Answer post(String path, JsonNode body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(service.resolve(path)).timeout(TIMEOUT);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    var body = response.body().isEmpty() ? "{}" : response.body();
    return new Answer(response.statusCode(), JSON.readTree(body));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
