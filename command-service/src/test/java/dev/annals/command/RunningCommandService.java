package dev.annals.command;

import static java.util.Objects.requireNonNull;

import dev.annals.eventstore.axon.CommandDispatcher;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import dev.annals.eventstore.log.postgres.TestLog;
import dev.annals.eventstore.privacy.postgres.TestKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole service on a real PostgreSQL and a free port, used over real HTTP. */
final class RunningCommandService implements AutoCloseable {

  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
  private static final AtomicInteger KEYS = new AtomicInteger();
  private static final Map<TestLog, TestKeys> KEY_STORES = new ConcurrentHashMap<>();

  private final ServletWebServerApplicationContext service;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RunningCommandService(ServletWebServerApplicationContext service) {
    this.service = service;
  }

  /**
   * Starts as in production, configured by properties alone.
   *
   * @param settings besides those that name the log, for instance {@code
   *     --server.shutdown=graceful}
   */
  static RunningCommandService on(TestLog log, String... settings) {
    return start(CommandServiceApplication.builder(), log, settings);
  }

  /** Starts with other bounds than a production service has. */
  static RunningCommandService on(TestLog log, LogLimits limits) {
    return start(
        CommandServiceApplication.builder()
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean(
                            EventLog.class, () -> PostgresEventLog.open(log.writer(), limits))),
        log);
  }

  private static RunningCommandService start(
      SpringApplicationBuilder application, TestLog log, String... settings) {
    var arguments = new ArrayList<>(List.of(settings));
    arguments.add("--server.port=0");
    arguments.add("--annals.log.url=" + log.writer().url());
    arguments.add("--annals.log.user=" + log.writer().user());
    arguments.add("--annals.log.password=" + log.writer().password());
    arguments.add("--annals.log.schema=" + log.writer().schema());
    keysOf(log).commandSettings().stream()
        .map(setting -> "--" + setting)
        .filter(setting -> !isGiven(setting.substring(0, setting.indexOf('=') + 1), settings))
        .forEach(arguments::add);
    var context = application.run(arguments.toArray(String[]::new));
    return new RunningCommandService((ServletWebServerApplicationContext) context);
  }

  /** Given twice, a setting would have both values. */
  private static boolean isGiven(String name, String... settings) {
    return Stream.of(settings).anyMatch(setting -> setting.startsWith(name));
  }

  /** Those of a log stay when its service is started anew. */
  static TestKeys keysOf(TestLog log) {
    return KEY_STORES.computeIfAbsent(
        log, _ -> TestKeys.in(log.owner().url(), log.owner().user(), log.owner().password()));
  }

  static String newKey() {
    return "it-" + KEYS.incrementAndGet();
  }

  HttpResponse<String> open(String account, long overdraftLimit) {
    return post(
        "/v1/accounts",
        """
        {"accountId":"%s","owner":"Ann Other","currency":"EUR","overdraftLimit":%d}
        """
            .formatted(account, overdraftLimit),
        newKey());
  }

  HttpResponse<String> deposit(String account, long amount, String key) {
    return post("/v1/accounts/%s/deposits".formatted(account), CommandApi.money(amount), key);
  }

  HttpResponse<String> withdraw(String account, long amount, String key) {
    return post("/v1/accounts/%s/withdrawals".formatted(account), CommandApi.money(amount), key);
  }

  HttpResponse<String> transfer(String transfer, String debit, String credit, long amount) {
    return post(
        "/v1/transfers",
        """
        {"transferId":"%s","debitAccountId":"%s","creditAccountId":"%s","amount":%d,
         "currency":"EUR"}
        """
            .formatted(transfer, debit, credit, amount),
        "transfer-" + transfer);
  }

  HttpResponse<String> post(String path, String body, String key) {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:%d%s".formatted(port(), path));
  }

  int port() {
    return requireNonNull(service.getWebServer()).getPort();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(ANSWER_MAX).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("No answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** Makes all calls at the same time, as far as that goes. */
  static <T> List<T> atOnce(List<? extends Callable<T>> calls) throws Exception {
    var start = new CyclicBarrier(calls.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (var call : calls) {
        futures.add(
            threads.submit(
                () -> {
                  start.await(30, TimeUnit.SECONDS);
                  return call.call();
                }));
      }
      return results(futures);
    }
  }

  static <T> List<T> results(List<Future<T>> futures)
      throws InterruptedException, ExecutionException {
    var results = new ArrayList<T>();
    for (var future : futures) {
      results.add(future.get());
    }
    return results;
  }

  List<SequencedEvent> events() {
    return service
        .getBean(EventLog.class)
        .read(EventQuery.all(), SequencePosition.ORIGIN, EventReader.READ_MAX);
  }

  long conflicts() {
    return service.getBean(CommandDispatcher.class).conflicts();
  }

  @Override
  public void close() {
    http.close();
    service.close();
  }
}
