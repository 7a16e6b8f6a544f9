package dev.annals.query.audit;

import static dev.annals.query.testing.PaymentLog.history;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.spring.ProjectionAutoConfiguration;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import dev.annals.query.testing.QueryServer.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Auditors replay views, read them, and compare them with those that serve. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplaysRestIT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String REPLAYS = "/v1/audit/replays";

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final QueryServer server = QueryServer.over(log);
  private final JdbcClient database =
      JdbcClient.create(server.bean(ProjectionAutoConfiguration.DATA_SOURCE, DataSource.class));
  private long head;

  @BeforeAll
  void happen() throws Exception {
    head = new PaymentLog(log).append(history(20, 1_500)).value();
    for (var path : new String[] {"/v1/accounts/a1", "/v1/transfers/t3"}) {
      assertThat(server.get(path, "Annals-Min-Position", "" + head).status()).isEqualTo(200);
    }
  }

  @AfterEach
  void drop() throws Exception {
    for (var replay : server.get(REPLAYS).json().required("items")) {
      var path = REPLAYS + "/" + replay.required("replay").asLong();
      assertThat(server.send("DELETE", path).status()).isEqualTo(204);
    }
    assertThat(
            database
                .sql("SELECT count(*) FROM pg_namespace WHERE nspname ~ '^audit_[0-9]+$'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void a_replay_answers_the_same_reads_as_of_its_position() throws Exception {
    var until = head / 2;
    var replay = done("{\"projection\":\"payments.transfer\",\"position\":%d}".formatted(until));

    assertThat(replay.required("position").asLong()).isEqualTo(until);
    assertThat(replay.required("actor").asString()).isEqualTo("anonymous");
    assertThat(replay.required("eventsPerSecond").asLong()).isPositive();
    var early = server.get("/v1/transfers/t3");
    var replayed = server.get("/v1/transfers/t3?replay=" + number(replay));
    assertThat(replayed.status()).as(replayed.body()).isEqualTo(200);
    assertThat(replayed.json()).isEqualTo(early.json());
    assertThat(replayed.header("annals-position")).isEqualTo("" + until);
    assertThat(early.header("annals-position")).isEqualTo("" + head);
    assertThat(server.get("/v1/transfers/t1499").status()).isEqualTo(200);
    var late = server.get("/v1/transfers/t1499?replay=" + number(replay));
    assertThat(late.isProblem(404, "not-found")).as(late.body()).isTrue();
    var beyond =
        server.get(
            "/v1/transfers/t3?replay=" + number(replay), "Annals-Min-Position", "" + (until + 1));
    assertThat(beyond.isProblem(503, "position-not-reached")).as(beyond.body()).isTrue();
  }

  @Test
  void what_serves_equals_its_replay_until_somebody_changes_a_row() throws Exception {
    var replay = done("{\"projection\":\"payments.transfer\"}");
    var equal = differences(replay).json();
    assertThat(equal.required("equal").asBoolean()).isTrue();
    assertThat(equal.required("position").asLong()).isEqualTo(head);
    var table = equal.required("tables").get(0);
    assertThat(table.required("table").asString()).isEqualTo("transfer_view");
    assertThat(table.required("compared").asLong()).isEqualTo(600);
    assertThat(table.required("equal").asLong()).isEqualTo(600);
    try {
      change("UPDATE payments_transfer_v1.transfer_view SET amount = 0 WHERE transfer_id = 't3'");

      var different = differences(replay).json();

      assertThat(different.required("equal").asBoolean()).isFalse();
      var row = different.required("tables").get(0).required("rows").get(0);
      assertThat(row.required("key").required("transfer_id").asString()).isEqualTo("t3");
      assertThat(row.required("live").required("amount").asLong()).isZero();
      assertThat(row.required("replayed").required("amount").asLong()).isEqualTo(4);
      assertThat(different.required("tables").get(0).required("rows").size()).isEqualTo(1);
    } finally {
      change("UPDATE payments_transfer_v1.transfer_view SET amount = 4 WHERE transfer_id = 't3'");
    }
  }

  @Test
  void accounts_and_their_statements_equal_their_replay_at_any_position() throws Exception {
    for (var until = 7L; until < head; until += 311) {
      var replay = done("{\"projection\":\"payments.account\",\"position\":%d}".formatted(until));
      var differences = differences(replay).json();
      assertThat(differences.required("equal").asBoolean()).as("%s", differences).isTrue();
      assertThat(differences.required("tables").size()).isEqualTo(3);
      var accounts = differences.required("tables").get(0);
      assertThat(accounts.required("table").asString()).isEqualTo("account_view");
      assertThat(accounts.required("equal").asLong()).isEqualTo(Math.min(until, 20));
      var path = REPLAYS + "/" + number(replay);
      assertThat(server.send("DELETE", path).status()).isEqualTo(204);
    }
  }

  @Test
  void a_replay_is_of_one_moment() throws Exception {
    var replay = done("{\"projection\":\"payments.account\",\"position\":30}");
    for (var moment : new String[] {"position=25", "at=2026-01-01T12:00:00Z"}) {
      var answer = server.get("/v1/accounts/a5?%s&replay=%d".formatted(moment, number(replay)));
      assertThat(answer.isProblem(400, "invalid-field")).as(answer.body()).isTrue();
    }
  }

  @Test
  void a_balance_that_was_changed_by_hand_is_found() throws Exception {
    var replay = done("{\"projection\":\"payments.account\"}");
    var replayed = server.get("/v1/accounts/a3?replay=" + number(replay));
    change(
        "UPDATE payments_account_v2.account_view SET balance = balance + 1 WHERE account_id ="
            + " 'a3'");
    try {
      var differences = differences(replay).json();

      var accounts = differences.required("tables").get(0);
      assertThat(accounts.required("different").asLong()).isEqualTo(1);
      var row = accounts.required("rows").get(0);
      assertThat(row.required("key").required("account_id").asString()).isEqualTo("a3");
      assertThat(row.required("live").required("balance").asLong())
          .isEqualTo(row.required("replayed").required("balance").asLong() + 1);
      assertThat(row.required("replayed").required("balance"))
          .isEqualTo(replayed.json().required("balance"));
    } finally {
      change(
          "UPDATE payments_account_v2.account_view SET balance = balance - 1 WHERE account_id ="
              + " 'a3'");
    }
  }

  @Test
  void a_replayed_statement_ends_where_the_replay_does() throws Exception {
    var until = head / 3;
    var replay = done("{\"projection\":\"payments.account\",\"position\":%d}".formatted(until));
    var live = server.get("/v1/accounts/a3/statement?limit=500").json().required("items");
    var answer = server.get("/v1/accounts/a3/statement?limit=500&replay=" + number(replay));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    var replayed = answer.json().required("items");
    assertThat(replayed.size()).isBetween(1, live.size() - 1);
    for (var i = 0; i < replayed.size(); i++) {
      assertThat(replayed.get(i)).isEqualTo(live.get(i));
    }
    assertThat(live.get(replayed.size()).required("position").asLong()).isGreaterThan(until);
    assertThat(server.get("/v1/accounts?replay=" + number(replay)).json().required("items").size())
        .isEqualTo(20);
  }

  private void change(String sql) {
    assertThat(database.sql(sql).update()).isEqualTo(1);
  }

  @Test
  void an_instant_is_as_good_as_a_position() throws Exception {
    var at = log.read(EventQuery.all(), SequencePosition.of(head - 1), 1).getFirst().recordedAt();
    var replay =
        done(
            "{\"projection\":\"payments.transfer\",\"at\":\"%s\",\"keepFor\":\"PT5M\"}"
                .formatted(at));
    assertThat(replay.required("until").asLong()).isEqualTo(head);
    assertThat(Instant.parse(replay.required("at").asString()))
        .isBetween(at.minusNanos(1_000), at.plusNanos(1_000));
    var kept =
        Duration.between(
            Instant.parse(replay.required("createdAt").asString()),
            Instant.parse(replay.required("expiresAt").asString()));
    assertThat(kept).isBetween(Duration.ofSeconds(299), Duration.ofSeconds(301));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|400|invalid-field",
        "{\"projection\":\"payments.nothing\"}|404|projections/unknown-projection",
        "{\"projection\":\"payments.transfer\",\"position\":99999999}|400|position-in-future",
        "{\"projection\":\"payments.transfer\",\"position\":-1}|400|invalid-field",
        "{\"projection\":\"payments.transfer\",\"position\":0}|404|before-first-event",
        "{\"projection\":\"payments.transfer\",\"position\":\"1\"}|400|invalid-field",
        "{\"projection\":\"payments.transfer\",\"at\":\"2000-01-01T00:00:00Z\"}|404|before-first-event",
        "{\"projection\":\"payments.transfer\",\"at\":\"9999-01-01T00:00:00Z\"}|400|instant-in-future",
        "{\"projection\":\"payments.transfer\",\"at\":\"yesterday\"}|400|invalid-field",
        "{\"projection\":\"payments.transfer\",\"at\":\"-999999-01-01T00:00:00Z\"}|400|invalid-field",
        "{\"projection\":\"payments.transfer\",\"at\":\"2026-02-30T00:00:00Z\"}|400|invalid-field",
        "{\"projection\":\"payments.transfer\",\"at\":\"2026-01-01T00:00:00\"}|400|invalid-field",
        "{\"projection\":\"payments.transfer\",\"at\":\"2026-01-01T00:00:00Z\",\"position\":1}|400|invalid-field",
        "{\"projection\":\"payments.transfer\",\"keepFor\":\"PT0S\"}|400|invalid-field",
        "{\"projection\":\"payments.transfer\",\"keepFor\":\"PT25H\"}|400|invalid-field",
        "{\"projection\":\"payments.transfer\",\"keepFor\":\"long\"}|400|invalid-field",
        "{\"projection\":\"payments.transfer\",\"until\":1}|400|unknown-field"
      })
  void a_wish_that_cannot_be(String json, int status, String problem) throws Exception {
    var answer = server.post(REPLAYS, json);
    assertThat(answer.isProblem(status, problem)).as(answer.body()).isTrue();
  }

  @Test
  void a_replay_that_does_not_exist() throws Exception {
    for (var answer :
        new Answer[] {
          server.get(REPLAYS + "/4711"),
          server.get(REPLAYS + "/4711/differences"),
          server.send("DELETE", REPLAYS + "/4711"),
          server.get("/v1/transfers/t3?replay=4711")
        }) {
      assertThat(answer.isProblem(404, "audit/unknown-replay")).as(answer.body()).isTrue();
    }
  }

  @Test
  void a_replay_that_is_gone_or_of_another_view() throws Exception {
    var replay = number(done("{\"projection\":\"payments.transfer\",\"position\":30}"));
    var other = server.get("/v1/accounts/a1?replay=" + replay);
    assertThat(other.isProblem(409, "audit/replay-of-another-view")).as(other.body()).isTrue();

    assertThat(server.send("DELETE", REPLAYS + "/" + replay).status()).isEqualTo(204);

    assertThat(server.send("DELETE", REPLAYS + "/" + replay).status()).isEqualTo(204);
    var gone = server.get("/v1/transfers/t3?replay=" + replay);
    assertThat(gone.isProblem(410, "audit/replay-gone")).as(gone.body()).isTrue();
    var compared = server.get(REPLAYS + "/" + replay + "/differences");
    assertThat(compared.isProblem(410, "audit/replay-gone")).as(compared.body()).isTrue();
    assertThat(server.get(REPLAYS + "/" + replay).text("state")).isEqualTo("DROPPED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"replay=", "replay=x", "replay=-1", "replay=1&replay=1"})
  void the_number_of_a_replay_that_cannot_be(String query) throws Exception {
    var answer = server.get("/v1/transfers/t3?" + query);
    assertThat(answer.isProblem(400, "invalid-field")).as(answer.body()).isTrue();
    assertThat(answer.text("field")).isEqualTo("replay");
  }

  @Test
  void the_log_itself_is_not_replayed() throws Exception {
    var replay = number(done("{\"projection\":\"payments.transfer\",\"position\":30}"));
    var answer = server.get("/v1/accounts/a1/events?replay=" + replay);
    assertThat(answer.isProblem(400, "invalid-field")).as(answer.body()).isTrue();
  }

  @Test
  void there_are_only_so_many() throws Exception {
    for (var i = 0; i < 4; i++) {
      done("{\"projection\":\"payments.transfer\",\"position\":1}");
    }
    var one = server.post(REPLAYS, "{\"projection\":\"payments.transfer\",\"position\":1}");
    assertThat(one.isProblem(503, "audit/too-many-replays")).as(one.body()).isTrue();
    assertThat(one.header("retry-after")).isEqualTo("60");
    var page = server.get(REPLAYS + "?limit=3").json();
    assertThat(page.required("items").size()).isEqualTo(3);
    var next = server.get(REPLAYS + "?limit=500&after=" + page.required("next").asLong()).json();
    assertThat(next.required("items").get(0).required("replay").asLong())
        .isEqualTo(page.required("next").asLong() - 1);
  }

  private JsonNode done(String wish) throws Exception {
    var begun = server.post(REPLAYS, wish);
    assertThat(begun.status()).as(begun.body()).isEqualTo(202);
    var path = REPLAYS + "/" + begun.json().required("replay").asLong();
    assertThat(begun.header("location")).isEqualTo(path);
    return await()
        .atMost(BOUND)
        .until(
            () -> server.get(path).json(),
            replay -> replay.required("state").asString().equals("DONE"));
  }

  private Answer differences(JsonNode replay) throws Exception {
    var answer = server.get(REPLAYS + "/" + number(replay) + "/differences");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static long number(JsonNode replay) {
    return replay.required("replay").asLong();
  }
}
