package dev.annals.standalone.operate;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The query service over HTTP, as operators use it. */
final class QueryService implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int CLIENT_ERROR = 400;

  private final URI service;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  QueryService(URI service) {
    this.service = service;
  }

  /** A part of a path or of a query. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Asks, and reads the answer.
   *
   * @throws OperationFailedException if the service refuses or does not answer
   */
  JsonNode send(String method, String path) throws InterruptedException {
    return send(method, path, BodyPublishers.noBody(), TIMEOUT);
  }

  /**
   * Asks for what takes the service a while.
   *
   * @throws OperationFailedException as {@link #send}
   */
  JsonNode await(String path, Duration timeout) throws InterruptedException {
    return send("GET", path, BodyPublishers.noBody(), timeout);
  }

  /**
   * Sends JSON, and reads the answer.
   *
   * @throws OperationFailedException as {@link #send}
   */
  JsonNode post(String path, JsonNode body) throws InterruptedException {
    return send("POST", path, BodyPublishers.ofString(body.toString()), TIMEOUT);
  }

  private JsonNode send(
      String method, String path, HttpRequest.BodyPublisher body, Duration timeout)
      throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(service + path))
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    try {
      var response = client.send(request, BodyHandlers.ofString());
      var answer = read(response.body());
      if (response.statusCode() >= CLIENT_ERROR) {
        throw new OperationFailedException(
            answer.path("detail").asString("answered with " + response.statusCode()));
      }
      return answer;
    } catch (IOException e) {
      throw new OperationFailedException(
          "the query service does not answer at %s (%s)".formatted(service, e), e);
    }
  }

  private JsonNode read(String body) {
    try {
      return JSON.readTree(body.isEmpty() ? "{}" : body);
    } catch (JacksonException noJson) {
      throw new OperationFailedException(service + " is no query service", noJson);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
