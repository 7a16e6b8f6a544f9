package dev.annals.query.payments;

import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.frozen;
import static dev.annals.query.testing.PaymentLog.opened;
import static dev.annals.query.testing.PaymentLog.transferred;
import static dev.annals.query.testing.PaymentLog.withdrawn;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import dev.annals.query.testing.QueryServer.Answer;
import dev.annals.query.testing.SteppingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The past over HTTP: events at positions 1 to 7, recorded at 13:01 to 13:07. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AsOfReadsIT {

  private static final List<PaymentEvent> HISTORY =
      List.of(
          opened("ann"),
          deposited("ann", 900),
          opened("bob"),
          withdrawn("ann", 50),
          transferred("t1", "ann", "bob", 300),
          frozen("ann"),
          deposited("bob", 1));

  private final InMemoryEventLog log =
      new InMemoryEventLog(
          new SteppingClock(Instant.parse("2026-01-01T13:00:00Z"), Duration.ofMinutes(1)));
  private final QueryServer server = QueryServer.over(log);

  @BeforeAll
  void happen() throws Exception {
    var payments = new PaymentLog(log);
    HISTORY.forEach(payments::append);
    for (var path : List.of("/v1/accounts/ann", "/v1/transfers/t1")) {
      assertThat(server.get(path, "Annals-Min-Position", "7", "Prefer", "wait=20").status())
          .isEqualTo(200);
    }
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void an_account_as_of_a_position() throws Exception {
    var answer = server.get("/v1/accounts/ann?position=4");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("annals-position")).isEqualTo("4");
    assertThat(answer.header("cache-control")).isEqualTo("private, no-cache");
    assertThat(answer.header("etag")).isEqualTo("\"4\"");
    assertThat(answer.json().toString())
        .isEqualTo(
            """
            {"accountId":"ann","owner":"Owner of ann","currency":"EUR","overdraftLimit":500,\
            "balance":850,"status":"OPEN","openedAt":"2026-01-01T12:00:01Z","position":4}""");
    assertThat(server.get("/v1/accounts/ann?position=3").header("etag")).isEqualTo("\"2\"");
    assertThat(server.get("/v1/accounts/ann?position=3", "If-None-Match", "\"2\"").status())
        .isEqualTo(304);
  }

  @Test
  void the_last_position_answers_as_the_present_does() throws Exception {
    for (var path : List.of("", "/statement", "/balance", "/timeline")) {
      var now = server.get("/v1/accounts/ann" + path);
      var then = server.get("/v1/accounts/ann" + path + "?position=7");
      assertThat(then.body()).isEqualTo(now.body());
      assertThat(then.header("annals-position")).isEqualTo(now.header("annals-position"));
    }
  }

  @Test
  void an_account_as_of_an_instant() throws Exception {
    assertThat(at("/v1/accounts/ann", "2026-01-01T13:02:00Z")).containsExactly(900, 2);
    assertThat(at("/v1/accounts/ann", "2026-01-01T13:04:59.999999999Z")).containsExactly(850, 4);
    assertThat(at("/v1/accounts/ann", "2026-01-01T15:05:00%2B02:00")).containsExactly(550, 5);
    assertThat(at("/v1/accounts/bob/balance", "2026-01-01T13:06:30Z")).containsExactly(300, 6);
  }

  /** Balance, and the position answered for. */
  private List<Integer> at(String path, String instant) throws Exception {
    var answer = server.get(path + "?at=" + instant);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return List.of(
        answer.json().required("balance").asInt(),
        Integer.parseInt(answer.header("annals-position")));
  }

  @Test
  void a_balance_is_small() throws Exception {
    assertThat(server.get("/v1/accounts/ann/balance").body())
        .isEqualTo("{\"accountId\":\"ann\",\"currency\":\"EUR\",\"balance\":550,\"position\":5}");
    var first = server.get("/v1/accounts/ann/balance?position=1");
    assertThat(first.body())
        .isEqualTo("{\"accountId\":\"ann\",\"currency\":\"EUR\",\"balance\":0,\"position\":1}");
    assertThat(first.header("etag")).isEqualTo("\"1\"");
  }

  @Test
  void the_pages_of_a_past_statement_do_not_see_what_came_later() throws Exception {
    var whole = read("/v1/accounts/ann/statement?position=4");
    assertThat(positions(whole)).containsExactly(2, 4);
    var first = read("/v1/accounts/ann/statement?position=4&limit=1");
    assertThat(positions(first)).containsExactly(2);
    assertThat(first.json().required("next").asInt()).isEqualTo(2);
    var last = read("/v1/accounts/ann/statement?position=4&limit=1&after=2");
    assertThat(positions(last)).containsExactly(4);
    assertThat(last.json().has("next")).isFalse();
    assertThat(last.header("annals-position")).isEqualTo("4");
    assertThat(read("/v1/accounts/ann/statement?position=1").body()).isEqualTo("{\"items\":[]}");
    assertThat(read("/v1/accounts/ann/statement?position=4&after=6").body())
        .isEqualTo("{\"items\":[]}");
  }

  @Test
  void a_timeline_tells_who_did_what_when_and_why_and_what_it_did_to_the_balance()
      throws Exception {
    var items = read("/v1/accounts/ann/timeline").json().required("items");

    assertThat(items.get(3).toString())
        .isEqualTo(
            """
            {"position":5,"at":"2026-01-01T12:00:05Z","recordedAt":"2026-01-01T13:05:00Z",\
            "type":"payments.MoneyTransferred","what":"Transfer t1 to bob","why":"transfer",\
            "who":{"actor":"anonymous","sourceAddress":"127.0.0.1","commandId":"command-1",\
            "correlationId":"correlation-1"},"amount":-300,"balanceBefore":850,\
            "balanceAfter":550,"currency":"EUR","status":"OPEN","counterparty":"bob",\
            "transferId":"t1"}""");
    assertThat(told(items))
        .containsExactly(
            "1 Opened 0 0 OPEN",
            "2 Deposit 0 900 OPEN",
            "4 Withdrawal 900 850 OPEN",
            "5 Transfer t1 to bob 850 550 OPEN",
            "6 Frozen 550 550 FROZEN");
    assertThat(items.get(4).required("why").asString()).isEqualTo("suspicion");
    assertThat(told(read("/v1/accounts/bob/timeline").json().required("items")))
        .containsExactly(
            "3 Opened 0 0 OPEN", "5 Transfer t1 from ann 0 300 OPEN", "7 Deposit 300 301 OPEN");
  }

  @Test
  void the_pages_of_a_past_timeline_carry_the_balance_on() throws Exception {
    var first = read("/v1/accounts/ann/timeline?position=5&limit=3");
    assertThat(first.json().required("next").asInt()).isEqualTo(4);
    var second = read("/v1/accounts/ann/timeline?position=5&limit=3&after=4");
    assertThat(told(second.json().required("items")))
        .containsExactly("5 Transfer t1 to bob 850 550 OPEN");
    assertThat(second.json().has("next")).isFalse();
    assertThat(second.header("annals-position")).isEqualTo("5");
    var end = read("/v1/accounts/ann/timeline?at=2026-01-01T13:06:00Z&after=5");
    assertThat(told(end.json().required("items"))).containsExactly("6 Frozen 550 550 FROZEN");
    assertThat(read("/v1/accounts/ann/timeline?after=9").body()).isEqualTo("{\"items\":[]}");
  }

  private static List<String> told(JsonNode items) {
    var told = new ArrayList<String>();
    for (var item : items) {
      told.add(
          Stream.of("position", "what", "balanceBefore", "balanceAfter", "status")
              .map(name -> item.required(name).asString())
              .collect(joining(" ")));
    }
    return told;
  }

  private static List<Integer> positions(Answer page) {
    var positions = new ArrayList<Integer>();
    page.json().required("items").forEach(item -> positions.add(item.required("position").asInt()));
    return positions;
  }

  private Answer read(String path) throws Exception {
    var answer = server.get(path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  @Test
  void a_transfer_as_of_its_own_position_and_later() throws Exception {
    assertThat(read("/v1/transfers/t1?position=5").body())
        .isEqualTo(read("/v1/transfers/t1").body());
    assertThat(read("/v1/transfers/t1?at=2026-01-01T13:06:00Z").header("annals-position"))
        .isEqualTo("6");
    assertThat(
            server
                .get("/v1/transfers/t1?position=4")
                .isProblem(404, "payments/transfer-not-yet-made"))
        .isTrue();
    assertThat(server.get("/v1/transfers/t2?position=4").isProblem(404, "not-found")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/statement", "/balance", "/timeline"})
  void what_did_not_exist_yet_is_told_from_what_does_not_exist(String path) throws Exception {
    for (var moment : List.of("position=2", "at=2026-01-01T13:02:59Z")) {
      var early = server.get("/v1/accounts/bob" + path + "?" + moment);
      assertThat(early.isProblem(404, "payments/account-not-yet-opened")).as(early.body()).isTrue();
      assertThat(early.text("reason")).isEqualTo("ACCOUNT_NOT_YET_OPENED");
      var never = server.get("/v1/accounts/cid" + path + "?" + moment);
      assertThat(never.isProblem(404, "payments/unknown-account")).as(never.body()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/accounts/ann",
        "/v1/accounts/ann/statement",
        "/v1/accounts/ann/balance",
        "/v1/accounts/ann/timeline",
        "/v1/transfers/t1"
      })
  void moments_outside_of_the_log_are_refused(String path) throws Exception {
    assertThat(server.get(path + "?position=8").isProblem(400, "position-in-future")).isTrue();
    assertThat(server.get(path + "?position=9223372036854775807").text("detail"))
        .isEqualTo("The log ends at 7, before position 9223372036854775807.");
    assertThat(server.get(path + "?position=0").isProblem(404, "before-first-event")).isTrue();
    assertThat(
            server
                .get(path + "?at=2026-01-01T13:00:59.999999999Z")
                .isProblem(404, "before-first-event"))
        .isTrue();
    assertThat(server.get(path + "?at=0000-01-01T00:00:00Z").isProblem(404, "before-first-event"))
        .isTrue();
    assertThat(server.get(path + "?at=9999-12-31T23:59:59Z").isProblem(400, "instant-in-future"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "position=",
        "position=-1",
        "position=%2B1",
        "position=1.5",
        "position=ann",
        "position=9223372036854775808",
        "position=99999999999999999999",
        "position=1&position=1",
        "position=%00",
        "position=%D9%A5",
        "at=",
        "at=now",
        "at=2026-01-01",
        "at=2026-01-01T13:02:00",
        "at=2026-01-01T13:02Z",
        "at=2026-01-01T13:02:00+02:00",
        "at=2026-13-01T13:02:00Z",
        "at=2026-02-30T13:02:00Z",
        "at=2026-01-01T24:02:00Z",
        "at=2026-01-01T13:02:61Z",
        "at=2026-01-01T13:02:00%2B25:00",
        "at=2026-01-01T13:02:00.1234567891Z",
        "at=%2B10000-01-01T00:00:00Z",
        "at=1767272520",
        "at=2026-01-01T13:02:00Z&at=2026-01-01T13:02:00Z",
        "at=2026-01-01T13:02:00Z&position=2"
      })
  void a_moment_that_is_none_is_refused(String query) throws Exception {
    for (var path : List.of("", "/statement", "/balance", "/timeline")) {
      var answer = server.getRaw("/v1/accounts/ann" + path + "?" + query);
      assertThat(answer.isProblem(400, "invalid-field")).as(answer.body()).isTrue();
      assertThat(answer.text("field")).isEqualTo(query.substring(0, query.indexOf('=')));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/accounts", "/v1/accounts/ann/events"})
  void what_is_known_of_the_present_only_says_so(String path) throws Exception {
    for (var moment : List.of("position=2", "at=2026-01-01T13:02:00Z")) {
      var answer = server.get(path + "?" + moment);
      assertThat(answer.isProblem(400, "invalid-field")).as(answer.body()).isTrue();
      assertThat(answer.text("detail")).contains("not supported here");
    }
  }
}
