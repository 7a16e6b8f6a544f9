package dev.annals.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The service's HTTP API as a test uses it. */
final class CommandApi {

  static final String PROBLEM = "application/problem+json";

  private static final AtomicInteger KEYS = new AtomicInteger();

  private final MockMvcTester http;
  private final EventLog log;

  CommandApi(MockMvcTester http, EventLog log) {
    this.http = http;
    this.log = log;
  }

  /** A key no other request of this JVM has. */
  static String newKey() {
    return "key-" + KEYS.incrementAndGet();
  }

  /** An account id no other test of this JVM has. */
  String newAccount() {
    var id = "account-" + KEYS.incrementAndGet();
    assertThat(open(id)).hasStatus(201);
    return id;
  }

  MvcTestResult open(String id) {
    return post(
        "/v1/accounts",
        "{\"accountId\":\"%s\",\"owner\":\"Ann Other\",\"currency\":\"EUR\"}".formatted(id));
  }

  MvcTestResult deposit(String account, long amount) {
    return deposit(account, amount, newKey());
  }

  MvcTestResult deposit(String account, long amount, String key) {
    return post("/v1/accounts/%s/deposits".formatted(account), money(amount), key);
  }

  MvcTestResult withdraw(String account, long amount, String key) {
    return post("/v1/accounts/%s/withdrawals".formatted(account), money(amount), key);
  }

  MvcTestResult transfer(String transfer, String debit, String credit, long amount) {
    return post(
        "/v1/transfers",
        """
        {"transferId":"%s","debitAccountId":"%s","creditAccountId":"%s","amount":%d,
         "currency":"EUR"}
        """
            .formatted(transfer, debit, credit, amount));
  }

  MvcTestResult post(String path, String body) {
    return post(path, body, newKey());
  }

  MvcTestResult post(String path, String body, String key) {
    return post(path, body.getBytes(StandardCharsets.UTF_8), key);
  }

  MvcTestResult post(String path, byte[] body, String key) {
    return http.post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .header("Idempotency-Key", key)
        .content(body)
        .exchange();
  }

  static String money(long amount) {
    return "{\"amount\":%d,\"currency\":\"EUR\"}".formatted(amount);
  }

  MockMvcTester http() {
    return http;
  }

  SequencePosition head() {
    return log.head();
  }

  List<SequencedEvent> eventsAfter(SequencePosition position) {
    return log.read(EventQuery.all(), position, EventReader.READ_MAX);
  }

  /** Checks that this is a problem document of that type and nothing else. */
  static void assertProblem(MvcTestResult answer, int status, String type) {
    assertThat(answer).hasStatus(status).hasContentType(PROBLEM);
    assertThat(answer).bodyJson().extractingPath("$.type").isEqualTo("/problems/" + type);
    assertThat(answer).bodyJson().extractingPath("$.status").isEqualTo(status);
    assertThat(answer).bodyText().doesNotContain("Exception", "dev.annals", "java.");
  }

  static String positionOf(MvcTestResult answer) {
    return String.valueOf(answer.getResponse().getHeader("Annals-Position"));
  }
}
