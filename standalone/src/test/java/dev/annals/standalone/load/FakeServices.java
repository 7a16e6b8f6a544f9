package dev.annals.standalone.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.annals.contracts.payments.PaymentRejected.Reason;
import dev.annals.standalone.load.Instruction.Deposit;
import dev.annals.standalone.load.Instruction.Open;
import dev.annals.standalone.load.Instruction.Transfer;
import dev.annals.standalone.load.Instruction.Withdraw;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Both services on real sockets, with accounts in memory. A test can have them disturbed: a
 * disturbance that answers an exchange itself returns true.
 */
final class FakeServices implements AutoCloseable {

  /** Handles an exchange in place of the service, or leaves it alone. */
  interface Disturbance {
    boolean disturbs(HttpExchange exchange) throws IOException;
  }

  static {
    // Or else each answer on a kept connection waits for the acknowledgement of the one before.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private record Recorded(int status, String body, long position) {}

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * All connections of a loader come at once, and one that is refused comes again a second later.
   */
  private static final int CONNECTIONS_MAX = 1_024;

  private final HttpServer commands = server();
  private final HttpServer queries = server();
  private final AccountsModel accounts = new AccountsModel();
  private final Map<String, Recorded> answers = new HashMap<>();
  private final Map<String, Long> falsified = new HashMap<>();
  private Disturbance disturbance = _ -> false;
  private Predicate<String> hidden = _ -> false;
  private long head;
  private int requests;

  FakeServices() throws IOException {
    commands.createContext("/", exchange -> serve(exchange, this::command));
    queries.createContext("/", exchange -> serve(exchange, this::query));
    commands.start();
    queries.start();
  }

  private static HttpServer server() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var server = HttpServer.create(address, CONNECTIONS_MAX);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String commandsUrl() {
    return url(commands);
  }

  String queriesUrl() {
    return url(queries);
  }

  private static String url(HttpServer server) {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Puts this before every command. */
  synchronized void disturb(Disturbance commandsDisturbance) {
    disturbance = commandsDisturbance;
  }

  /** Lets the read model show so much more than there is. */
  synchronized void falsify(String accountId, long minorUnits) {
    falsified.put(accountId, minorUnits);
  }

  /** Lets the read model forget accounts. */
  synchronized void hide(Predicate<String> accountIds) {
    hidden = accountIds;
  }

  synchronized long head() {
    return head;
  }

  /** How many commands came in, repeated ones included. */
  synchronized int requests() {
    return requests;
  }

  private interface Service {
    void answer(HttpExchange exchange) throws IOException;
  }

  private static void serve(HttpExchange exchange, Service service) throws IOException {
    try (exchange) {
      service.answer(exchange);
    }
  }

  private void command(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      send(exchange, 405, "{}");
      return;
    }
    var body = exchange.getRequestBody().readAllBytes();
    synchronized (this) {
      requests++;
    }
    if (disturbance().disturbs(exchange)) {
      return;
    }
    var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    var answer = decide(key, exchange.getRequestURI().getPath(), JSON.readTree(body));
    exchange.getResponseHeaders().set("Annals-Position", Long.toString(answer.position()));
    send(exchange, answer.status(), answer.body());
  }

  private synchronized Disturbance disturbance() {
    return disturbance;
  }

  private synchronized Recorded decide(String key, String path, JsonNode body) {
    return answers.computeIfAbsent(key, _ -> decide(instruction(path, body)));
  }

  private Recorded decide(Instruction instruction) {
    return accounts
        .apply(instruction)
        .map(FakeServices::rejected)
        .orElseGet(() -> new Recorded(201, "{\"position\":%d}".formatted(++head), head));
  }

  private static Recorded rejected(Reason reason) {
    return new Recorded(409, "{\"reason\":\"%s\"}".formatted(reason), 0);
  }

  private static Instruction instruction(String path, JsonNode body) {
    var words = path.split("/", -1);
    return switch (words[words.length - 1]) {
      case "accounts" -> new Open(body.required("accountId").asString());
      case "deposits" -> new Deposit(words[3], body.required("amount").asLong());
      case "withdrawals" -> new Withdraw(words[3], body.required("amount").asLong());
      case "transfers" ->
          new Transfer(
              body.required("transferId").asString(),
              body.required("debitAccountId").asString(),
              body.required("creditAccountId").asString(),
              body.required("amount").asLong());
      default -> throw new IllegalArgumentException(path);
    };
  }

  private void query(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var parameters = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    String answer;
    synchronized (this) {
      exchange.getResponseHeaders().set("Annals-Position", Long.toString(head));
      answer =
          path.equals("/v1/accounts")
              ? page(parameters)
              : view(path.substring("/v1/accounts/".length()));
    }
    send(exchange, 200, answer);
  }

  private String page(String parameters) {
    var after = parameters.contains("after=") ? parameters.replaceAll(".*after=", "") : "";
    var limit =
        parameters.isEmpty() ? 50 : Integer.parseInt(parameters.replaceAll("limit=(\\d+).*", "$1"));
    var page = JSON.createObjectNode();
    var items = page.putArray("items");
    for (var id : new TreeMap<>(accounts.balances()).tailMap(after, false).keySet()) {
      if (items.size() == limit) {
        page.put("next", items.get(limit - 1).required("accountId").asString());
        break;
      }
      if (!hidden.test(id)) {
        items.add(JSON.readTree(view(id)));
      }
    }
    return page.toString();
  }

  private String view(String id) {
    return JSON.createObjectNode()
        .put("accountId", id)
        .put("owner", id)
        .put("currency", "EUR")
        .put("overdraftLimit", 0)
        .put("balance", accounts.balances().getOrDefault(id, 0L) + falsified.getOrDefault(id, 0L))
        .put("status", "OPEN")
        .put("openedAt", "2026-01-01T00:00:00Z")
        .put("position", head)
        .toString();
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    commands.stop(0);
    queries.stop(0);
  }
}
