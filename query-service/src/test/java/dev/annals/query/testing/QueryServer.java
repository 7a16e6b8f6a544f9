package dev.annals.query.testing;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.privacy.InMemorySubjectKeyStore;
import dev.annals.eventstore.testing.TestPostgres;
import dev.annals.query.QueryServiceApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The query service on a free port, with a read database of its own, and keys in memory unless it
 * is told where to find some.
 */
public final class QueryServer implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(45);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ServletWebServerApplicationContext context;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  private QueryServer(ServletWebServerApplicationContext context) {
    this.context = context;
  }

  /** Starts over a log that is open already. */
  public static QueryServer over(EventReader log, String... settings) {
    return run(
        QueryServiceApplication.builder()
            .initializers(
                context -> context.getBeanFactory().registerSingleton("testedEventReader", log)),
        settings);
  }

  /** Starts as it does in production, with nothing but settings. */
  public static QueryServer with(String... settings) {
    return run(QueryServiceApplication.builder(), settings);
  }

  private static QueryServer run(SpringApplicationBuilder application, String... settings) {
    var database = "spring.datasource.url=";
    var common =
        Arrays.stream(settings).anyMatch(setting -> setting.startsWith(database))
            ? List.of("server.port=0")
            : List.of("server.port=0", database + TestPostgres.freshUrl());
    var all =
        Stream.concat(common.stream(), Arrays.stream(settings))
            .map(setting -> "--" + setting)
            .toArray(String[]::new);
    if (Arrays.stream(settings).noneMatch(setting -> setting.startsWith("annals.keys.url="))) {
      application.initializers(
          context ->
              context
                  .getBeanFactory()
                  .registerSingleton("testedKeys", new InMemorySubjectKeyStore()));
    }
    return new QueryServer((ServletWebServerApplicationContext) application.run(all));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  /** Asks with pairs of header names and values. */
  public Answer get(String path, String... headers) throws IOException, InterruptedException {
    return send("GET", path, headers);
  }

  /** As {@link #get}, for answers that are no text. */
  public HttpResponse<byte[]> getBytes(String path, String... headers)
      throws IOException, InterruptedException {
    var request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  public Answer send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()), headers);
  }

  /** Opens a stream of server-sent events. */
  public SseClient stream(String path, String... headers) throws IOException, InterruptedException {
    var request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return SseClient.of(client.send(request.build(), BodyHandlers.ofInputStream()));
  }

  /** A connection whose client reads next to nothing. */
  public Socket connectWithSmallWindow(int windowBytes) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(windowBytes);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
    socket.setSoTimeout((int) TIMEOUT.toMillis());
    return socket;
  }

  /** Sends JSON, with pairs of header names and values. */
  public Answer post(String path, String json, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)),
        headers);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port(), path)))
        .timeout(TIMEOUT);
  }

  private Answer send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    if (headers.length > 0) {
      request.headers(headers);
    }
    var response = client.send(request.build(), BodyHandlers.ofString());
    var single = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    response.headers().map().forEach((name, values) -> single.put(name, values.getFirst()));
    return new Answer(response.statusCode(), single, response.body());
  }

  /** Sends a request target as it is, since a proper client refuses to send what a bad one does. */
  public Answer getRaw(String target) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      var request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return Answer.parse(
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private int port() {
    return Optional.ofNullable(context.getWebServer()).orElseThrow().getPort();
  }

  /** Stops the service; what it sent before can still be read. */
  public void stop() {
    context.close();
  }

  @Override
  public void close() {
    context.close();
    client.shutdownNow();
  }

  /** What came back; of a header that came several times, the first. */
  public record Answer(int status, Map<String, String> headers, String body) {

    static Answer parse(String text) {
      var end = text.indexOf("\r\n\r\n");
      var head = text.substring(0, end).split("\r\n", -1);
      var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      Arrays.stream(head)
          .skip(1)
          .map(line -> line.split(": ", 2))
          .forEach(pair -> headers.putIfAbsent(pair[0], pair[1]));
      return new Answer(
          Integer.parseInt(head[0].split(" ", -1)[1]), headers, text.substring(end + 4));
    }

    public JsonNode json() {
      return JSON.readTree(body);
    }

    public String text(String field) {
      return json().required(field).asString();
    }

    /** Empty if the header is absent. */
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** Whether this is the problem document {@code /problems/<slug>} with the status it says. */
    public boolean isProblem(int expectedStatus, String slug) {
      return status == expectedStatus
          && header("content-type").startsWith("application/problem+json")
          && json().required("status").asInt() == expectedStatus
          && text("type").equals("/problems/" + slug);
    }
  }
}
