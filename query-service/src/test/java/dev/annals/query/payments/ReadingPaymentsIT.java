package dev.annals.query.payments;

import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.frozen;
import static dev.annals.query.testing.PaymentLog.opened;
import static dev.annals.query.testing.PaymentLog.transferred;
import static dev.annals.query.testing.PaymentLog.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import dev.annals.query.testing.QueryServer.Answer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What clients get to see, over real HTTP and a real read database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingPaymentsIT {

  private static final Instant RECORDED = Instant.parse("2026-01-01T13:00:00Z");

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.fixed(RECORDED, ZoneOffset.UTC));
  private final PaymentLog payments = new PaymentLog(log);
  private final QueryServer server = QueryServer.over(log);

  @BeforeAll
  void happen() {
    payments.append(opened("ann"), opened("bob"), deposited("ann", 900));
    payments.append(withdrawn("ann", 50), transferred("t1", "ann", "bob", 300), opened("cid"));
    payments.append(frozen("cid"));
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void an_account() throws Exception {
    var answer = read("/v1/accounts/ann");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("application/json");
    assertThat(answer.header("cache-control")).contains("no-cache");
    assertThat(answer.header("etag")).isEqualTo("\"5\"");
    assertThat(answer.json().toString())
        .isEqualTo(
            """
            {"accountId":"ann","owner":"Owner of ann","currency":"EUR","overdraftLimit":500,\
            "balance":550,"status":"OPEN","openedAt":"2026-01-01T12:00:01Z","position":5}""");
    assertThat(read("/v1/accounts/cid").text("status")).isEqualTo("FROZEN");
  }

  @Test
  void an_account_that_the_client_has_already() throws Exception {
    for (var tag : List.of("\"5\"", "W/\"5\"", "\"4\", \"5\"")) {
      var same = read("/v1/accounts/ann", "If-None-Match", tag);
      assertThat(same.status()).isEqualTo(304);
      assertThat(same.body()).isEmpty();
      assertThat(same.header("etag")).isEqualTo("\"5\"");
      assertThat(Long.parseLong(same.header("annals-position"))).isGreaterThanOrEqualTo(7);
    }
    for (var tag : List.of("\"4\"", "5", "\"", "nonsense", ",")) {
      assertThat(read("/v1/accounts/ann", "If-None-Match", tag).status()).isEqualTo(200);
    }
  }

  @Test
  void a_statement() throws Exception {
    var items = read("/v1/accounts/ann/statement").json().required("items");

    assertThat(items.get(0).toString())
        .isEqualTo(
            """
            {"position":3,"at":"2026-01-01T12:00:03Z","kind":"DEPOSIT","amount":900,\
            "balanceAfter":900,"currency":"EUR","reference":"deposit"}""");
    assertThat(items.get(2).toString())
        .isEqualTo(
            """
            {"position":5,"at":"2026-01-01T12:00:05Z","kind":"TRANSFER_OUT","amount":-300,\
            "balanceAfter":550,"currency":"EUR","counterparty":"bob","transferId":"t1",\
            "reference":"transfer"}""");
    assertThat(items.size()).isEqualTo(3);
    assertThat(read("/v1/accounts/cid/statement").json().toString()).isEqualTo("{\"items\":[]}");
  }

  @Test
  void a_statement_page_by_page() throws Exception {
    var first = read("/v1/accounts/ann/statement?limit=2").json();
    assertThat(first.required("next").asLong()).isEqualTo(4);
    var last = read("/v1/accounts/ann/statement?limit=2&after=4").json();
    assertThat(last.required("items").size()).isEqualTo(1);
    assertThat(last.has("next")).isFalse();
  }

  @Test
  void a_transfer() throws Exception {
    assertThat(read("/v1/transfers/t1").json().toString())
        .isEqualTo(
            """
            {"transferId":"t1","debitAccountId":"ann","creditAccountId":"bob","amount":300,\
            "currency":"EUR","reference":"transfer","at":"2026-01-01T12:00:05Z","position":5}""");
  }

  @Test
  void the_events_of_an_account_as_cloud_events() throws Exception {
    var answer = read("/v1/accounts/bob/events");

    assertThat(answer.header("annals-position")).isEqualTo(log.head().toString());
    var items = answer.json().required("items");
    assertThat(items.size()).isEqualTo(2);
    assertThat(items.get(1).toString())
        .isEqualTo(
            """
            {"specversion":"1.0","id":"00000000-0000-0001-0000-000000000005",\
            "source":"/annals/payments","type":"payments.MoneyTransferred","subject":"bob",\
            "time":"2026-01-01T12:00:05Z","datacontenttype":"application/json",\
            "position":"5","revision":"1","recordedat":"2026-01-01T13:00:00Z",\
            "actor":"anonymous","correlationid":"correlation-1","causationid":"cause-1",\
            "commandid":"command-1","sourceaddress":"127.0.0.1",\
            "data":{"transferId":"t1","debitAccountId":"ann","creditAccountId":"bob",\
            "amount":{"minorUnits":300,"currency":"EUR"},"reference":"transfer"}}""");
  }

  @Test
  void the_events_of_an_account_page_by_page() throws Exception {
    var first = read("/v1/accounts/ann/events?limit=3").json();
    assertThat(first.required("next").asLong()).isEqualTo(4);
    var rest = read("/v1/accounts/ann/events?limit=3&after=4").json();
    assertThat(rest.required("items").size()).isEqualTo(1);
    assertThat(rest.has("next")).isFalse();
    assertThat(read("/v1/accounts/ann/events?after=5").json().toString())
        .isEqualTo("{\"items\":[]}");
  }

  @Test
  void what_does_not_exist() throws Exception {
    for (var path :
        List.of(
            "/v1/accounts/nobody",
            "/v1/accounts/nobody/statement",
            "/v1/accounts/nobody/events",
            "/v1/accounts/nobody/events?after=3")) {
      var answer = read(path);
      assertThat(answer.isProblem(404, "payments/unknown-account")).as(answer.body()).isTrue();
      assertThat(answer.text("reason")).isEqualTo("UNKNOWN_ACCOUNT");
      assertThat(Long.parseLong(answer.header("annals-position"))).isGreaterThanOrEqualTo(7);
    }
    assertThat(read("/v1/transfers/nothing").isProblem(404, "not-found")).isTrue();
  }

  @Test
  void walking_through_a_thousand_accounts_while_others_come() throws Exception {
    payments.append(
        IntStream.range(0, 1_000).mapToObj(i -> opened("walk-%04d".formatted(i))).toList());
    var seen = new ArrayList<String>();
    var path = "/v1/accounts?limit=37&after=walk";
    for (var page = 0; !path.isEmpty(); page++) {
      var answer = read(path).json();
      answer.required("items").forEach(item -> seen.add(item.required("accountId").asString()));
      payments.append(
          opened("walk-%04d-late".formatted(page * 30)),
          opened("walk-%04d-late".formatted(999 - page)));
      path = next(answer);
    }

    assertThat(new HashSet<>(seen)).as("no repeat").hasSameSizeAs(seen);
    assertThat(seen).isSorted();
    assertThat(seen.stream().filter(id -> !id.endsWith("late")))
        .containsExactlyElementsOf(
            IntStream.range(0, 1_000).mapToObj("walk-%04d"::formatted).toList());
  }

  private static String next(JsonNode page) {
    return page.has("next")
        ? "/v1/accounts?limit=37&after=" + page.required("next").asString()
        : "";
  }

  /** Includes everything that has happened so far. */
  private Answer read(String path, String... headers) throws Exception {
    var all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Annals-Min-Position", log.head().toString(), "Prefer", "wait=20"));
    return server.get(path, all.toArray(String[]::new));
  }
}
