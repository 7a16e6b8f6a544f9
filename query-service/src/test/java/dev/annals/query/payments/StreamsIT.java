package dev.annals.query.payments;

import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.frozen;
import static dev.annals.query.testing.PaymentLog.opened;
import static dev.annals.query.testing.PaymentLog.transferred;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import dev.annals.query.testing.SseClient.Message;
import java.time.Clock;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients get to see as it happens, over real HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StreamsIT {

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final PaymentLog payments = new PaymentLog(log);
  private final QueryServer server = QueryServer.over(log, "annals.streams.heartbeat=300ms");
  private int tests;
  private String ann = "";
  private String bob = "";

  /** Accounts of its own for each test. */
  @BeforeEach
  void happen() throws Exception {
    tests++;
    ann = "ann" + tests;
    bob = "bob" + tests;
    read(ann, payments.append(opened(ann), opened(bob), deposited(ann, 900)).toString());
  }

  private void read(String account, String position) throws Exception {
    var fresh = new String[] {"Annals-Min-Position", position, "Prefer", "wait=20"};
    assertThat(server.get("/v1/accounts/" + account, fresh).status()).isEqualTo(200);
    assertThat(server.get("/v1/accounts/" + account + "/statement", fresh).status()).isEqualTo(200);
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void events_as_they_are_read_otherwise() throws Exception {
    try (var stream = server.stream("/v1/events/stream")) {
      var head = payments.append(deposited(ann, 7), transferred("t" + tests, ann, bob, 3));

      var messages = stream.next(2);

      assertThat(stream.header("content-type")).startsWith("text/event-stream");
      assertThat(stream.header("cache-control")).isEqualTo("no-store");
      assertThat(messages).extracting(Message::id).containsExactly(head.value() - 1, head.value());
      assertThat(messages).extracting(Message::name).containsOnly("event");
      var plain =
          server
              .get("/v1/accounts/%s/events?after=%d".formatted(ann, head.value() - 2))
              .json()
              .required("items");
      assertThat(messages.getFirst().json()).isEqualTo(plain.get(0));
      assertThat(messages.getLast().json().required("subject").asString()).isEqualTo("t" + tests);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tag=accountId:ANN|3 4 6 8",
        "tag=accountId:BOB|2 5 6 7",
        "tag=accountId:ANN&tag=accountId:BOB|6",
        "tag=transferId:T|6",
        "type=payments.AccountFrozen&tag=accountId:ANN|8",
        "type=payments.AccountFrozen&type=payments.MoneyTransferred|6 7 8",
        "type=payments.MoneyDeposited|3 4 5",
        "tag=accountId:nobody|"
      })
  void types_are_one_of_and_tags_all_of(String selection, String expected) throws Exception {
    var base = log.head().value() - 3;
    payments.append(deposited(ann, 1), deposited(bob, 1), transferred("t" + tests, ann, bob, 3));
    payments.append(frozen(bob), frozen(ann));
    var query = selection.replace("ANN", ann).replace("BOB", bob).replace(":T", ":t" + tests);
    try (var stream = server.stream("/v1/events/stream?after=" + (base + 1) + "&" + query)) {
      if (expected != null) {
        for (var position : expected.split(" ", -1)) {
          assertThat(stream.next().orElseThrow().id()).isEqualTo(base + Long.parseLong(position));
        }
      }
      stream.awaitHeartbeats(1);
    }
  }

  @Test
  void an_account_first_as_it_is_and_then_whenever_it_changes() throws Exception {
    try (var stream = server.stream("/v1/accounts/" + ann + "/stream")) {
      var now = stream.next().orElseThrow();
      assertThat(now.name()).isEqualTo("account");
      assertThat(now.json()).isEqualTo(server.get("/v1/accounts/" + ann).json());

      var head = payments.append(transferred("t" + tests, bob, ann, 100));
      var next = stream.next().orElseThrow();
      assertThat(next.id()).isEqualTo(head.value());
      assertThat(next.json().required("balance").asLong()).isEqualTo(1_000);
      payments.append(deposited(bob, 1));
      stream.awaitHeartbeats(2);
    }
  }

  @Test
  void the_newest_state_of_an_account_that_changes_too_often_for_all_to_be_told() throws Exception {
    try (var stream = server.stream("/v1/accounts/" + ann + "/stream")) {
      for (var i = 0; i < 200; i++) {
        payments.append(deposited(ann, 1));
      }
      var head = log.head().value();
      var messages = stream.through(head);
      assertThat(messages).extracting(Message::id).isSorted().doesNotHaveDuplicates();
      assertThat(messages.getLast().json().required("balance").asLong()).isEqualTo(1_100);
      assertThat(messages.getLast().id()).isEqualTo(head);
    }
  }

  @Test
  void a_client_that_has_the_newest_state_is_not_told_it_again() throws Exception {
    var has = Long.toString(log.head().value());
    try (var stream = server.stream("/v1/accounts/" + ann + "/stream", "Last-Event-ID", has)) {
      stream.awaitHeartbeats(2);
      payments.append(frozen(ann));
      assertThat(stream.next().orElseThrow().json().required("status").asString())
          .isEqualTo("FROZEN");
    }
  }

  @Test
  void a_statement_from_now_on_or_from_where_it_is_asked_for() throws Exception {
    try (var stream = server.stream("/v1/accounts/" + ann + "/statement/stream");
        var all = server.stream("/v1/accounts/" + ann + "/statement/stream?after=0")) {
      var head = payments.append(deposited(ann, 1), frozen(ann), deposited(ann, 2));

      assertThat(stream.through(head.value()))
          .extracting(Message::id)
          .containsExactly(head.value() - 2, head.value());
      var entries = all.through(head.value());
      assertThat(entries).extracting(Message::name).containsOnly("entry");
      assertThat(entries).hasSize(3);
      var plain = server.get("/v1/accounts/" + ann + "/statement").json().required("items");
      assertThat(entries.getLast().json()).isEqualTo(plain.get(2));
    }
  }

  @Test
  void the_identifier_of_a_client_that_comes_back_counts_more_than_its_address() throws Exception {
    var head = payments.append(deposited(ann, 1), deposited(ann, 2));
    var path = "/v1/accounts/" + ann + "/statement/stream?after=0";
    var last = Long.toString(head.value() - 1);
    try (var stream = server.stream(path, "Last-Event-ID", last)) {
      assertThat(stream.next().orElseThrow().id()).isEqualTo(head.value());
    }
  }

  @Test
  void an_account_opened_just_now_can_be_waited_for() throws Exception {
    var head = payments.append(opened("eve"));
    var fresh = new String[] {"Annals-Min-Position", head.toString(), "Prefer", "wait=20"};
    try (var stream = server.stream("/v1/accounts/eve/stream", fresh)) {
      assertThat(stream.status()).isEqualTo(200);
      assertThat(stream.next().orElseThrow().id()).isEqualTo(head.value());
    }
  }

  @Test
  void far_behind_it_reads_until_it_meets_what_happens() throws Exception {
    var after = log.head().value();
    var history = new ArrayList<PaymentEvent>();
    for (var i = 0; i < 1_000; i++) {
      history.add(deposited(i % 3 == 0 ? ann : bob, 1));
    }
    payments.append(history);
    var path = "/v1/events/stream?tag=accountId:%s&after=%d".formatted(ann, after);
    try (var stream = server.stream(path)) {
      assertThat(stream.next(334)).extracting(Message::id).isSorted().doesNotHaveDuplicates();
      var head = payments.append(deposited(ann, 1));
      assertThat(stream.next().orElseThrow().id()).isEqualTo(head.value());
    }
  }

  @Test
  void only_the_head_of_a_stream() throws Exception {
    var answer = server.send("HEAD", "/v1/events/stream");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).startsWith("text/event-stream");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "+1", "1.5", "one", "9223372036854775808", "999999999", "1 2", "0x1"})
  void an_identifier_that_cannot_be(String id) throws Exception {
    for (var path : new String[] {"/v1/events", "/v1/accounts/" + ann}) {
      try (var answer = server.stream(path + "/stream", "Last-Event-ID", id)) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"/problems/last-event-id-invalid\"");
      }
    }
  }

  @Test
  void two_identifiers() throws Exception {
    try (var answer =
        server.stream("/v1/events/stream", "Last-Event-ID", "1", "Last-Event-ID", "1")) {
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("\"/problems/last-event-id-invalid\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after=",
        "after=-1",
        "after=x",
        "after=999999999",
        "after=1&after=1",
        "replay=1",
        "type=",
        "type=payments.Nothing",
        "type=MoneyDeposited",
        "tag=",
        "tag=ann",
        "tag=accountId",
        "tag=accountId:",
        "tag=:ann",
        "tag=owner:ann",
        "tag=accountId%3Dann",
        "tag=accountId:a%00b",
        "tag=accountId:%0A"
      })
  void a_selection_that_cannot_be(String query) throws Exception {
    var answer = server.get("/v1/events/stream?" + query);
    assertThat(answer.isProblem(400, "invalid-field")).as(answer.toString()).isTrue();
    assertThat(answer.text("field")).isEqualTo(query.substring(0, query.indexOf('=')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/accounts/nobody/stream", "/v1/accounts/nobody/statement/stream"})
  void nothing_is_told_of_what_does_not_exist(String path) throws Exception {
    var answer = server.get(path);
    assertThat(answer.isProblem(404, "payments/unknown-account")).as(answer.toString()).isTrue();
    assertThat(server.get(path.replace("nobody", "a%20b")).isProblem(400, "invalid-id")).isTrue();
    assertThat(server.get(path, "Accept", "application/json").isProblem(406, "not-acceptable"))
        .isTrue();
  }
}
