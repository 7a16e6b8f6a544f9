package dev.annals.command;

import static dev.annals.command.CommandApi.assertProblem;
import static dev.annals.command.CommandApi.newKey;
import static dev.annals.command.CommandApi.positionOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.EventLogException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What a client may rely on when it sends commands. */
@SpringBootTest(
    classes = {CommandServiceApplication.class, InMemoryCommandService.class},
    properties = CommandServiceApplication.SETTINGS)
@AutoConfigureMockMvc
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class CommandApiTest {

  private final CommandApi api;
  private final FailingEventLog log;

  CommandApiTest(MockMvcTester http, FailingEventLog log) {
    this.api = new CommandApi(http, log);
    this.log = log;
  }

  @Test
  void opening_tells_where_the_account_is_and_at_which_position() {
    var answer = api.open("opened");

    assertThat(answer)
        .hasStatus(201)
        .hasHeader("Location", "/v1/accounts/opened")
        .hasHeader("Annals-Position", api.head().toString())
        .bodyJson()
        .isStrictlyEqualTo("{\"position\":%d}".formatted(api.head().value()));
  }

  @Test
  void every_command_is_served_at_its_path() {
    var account = api.newAccount();
    var merchant = api.newAccount();
    var path = "/v1/accounts/" + account;

    assertThat(api.deposit(account, 100)).hasStatus(201);
    assertThat(api.withdraw(account, 40, newKey())).hasStatus(201);
    assertThat(api.transfer("every-1", account, merchant, 60))
        .hasStatus(201)
        .hasHeader("Location", "/v1/transfers/every-1");
    assertThat(api.post(path + "/freeze", "{\"reason\":\"fraud\"}")).hasStatus(200);
    assertThat(api.post(path + "/unfreeze", "{}")).hasStatus(200);
    assertThat(api.post(path + "/closure", "{}"))
        .hasStatus(200)
        .hasHeader("Annals-Position", api.head().toString());
  }

  @Test
  void rejections_are_problems_of_their_reason() {
    var account = api.newAccount();
    var path = "/v1/accounts/" + account;

    assertRejected(404, "unknown-account", () -> api.deposit("nobody", 1));
    assertRejected(409, "insufficient-funds", () -> api.withdraw(account, 1, newKey()));
    assertRejected(409, "duplicate-id", () -> api.open(account));
    assertRejected(409, "account-not-frozen", () -> api.post(path + "/unfreeze", "{}"));
    assertRejected(422, "non-positive-amount", () -> api.deposit(account, 0));
    assertRejected(422, "non-positive-amount", () -> api.deposit(account, -1));
    assertRejected(422, "overflow", () -> api.deposit(account, Long.MAX_VALUE));
    assertRejected(422, "same-account", () -> api.transfer("same", account, account, 1));
    assertRejected(
        422,
        "currency-mismatch",
        () -> api.post(path + "/deposits", "{\"amount\":1,\"currency\":\"USD\"}"));
    assertRejected(
        422,
        "negative-overdraft-limit",
        () ->
            api.post(
                "/v1/accounts",
                """
                {"accountId":"minus","owner":"A","currency":"EUR","overdraftLimit":-1}
                """));
    assertThat(api.deposit(account, 1)).hasStatus(201);
    assertRejected(409, "balance-not-zero", () -> api.post(path + "/closure", "{}"));
    assertThat(api.post(path + "/freeze", "{}")).hasStatus(200);
    assertRejected(409, "account-frozen", () -> api.deposit(account, 1));
  }

  @Test
  void a_rejection_names_its_reason_and_a_position() {
    var before = api.head();

    var answer = api.deposit("nobody-at-all", 1);

    assertThat(answer).bodyJson().extractingPath("$.reason").isEqualTo("UNKNOWN_ACCOUNT");
    assertThat(answer).hasHeader("Annals-Position", before.toString());
    assertThat(api.eventsAfter(before)).isEmpty();
  }

  @Test
  void events_say_who_and_why_and_from_where() {
    var before = api.head();

    var answer =
        api.http()
            .post()
            .uri("/v1/accounts")
            .contentType(MediaType.APPLICATION_JSON)
            .header("Idempotency-Key", newKey())
            .header("X-Correlation-Id", "order-7")
            .header("Annals-On-Behalf-Of", "customer:7")
            .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .with(
                request -> {
                  request.setRemoteAddr("192.0.2.7");
                  return request;
                })
            .content("{\"accountId\":\"traced\",\"owner\":\"A\",\"currency\":\"EUR\"}")
            .exchange();

    assertThat(answer).hasStatus(201);
    var metadata = api.eventsAfter(before).getFirst().event().metadata();
    assertThat(metadata)
        .containsEntry("actor", "anonymous")
        .containsEntry("onBehalfOf", "customer:7")
        .containsEntry("sourceAddress", "192.0.2.7")
        .containsEntry("correlationId", "order-7")
        .containsEntry("traceId", "0af7651916cd43dd8448eb211c80319c")
        .containsKeys("commandId", "causationId")
        .hasEntrySatisfying(
            "serviceVersion",
            version -> assertThat(version).matches("annals-command-service/[0-9]+\\..+"));
  }

  @Test
  void a_log_in_trouble_asks_for_a_retry_which_then_succeeds() {
    var account = api.newAccount();
    var key = newKey();

    log.failNext(new EventLogException.Overloaded("full"));
    var overloaded = api.deposit(account, 5, key);
    log.failNext(new EventLogException.Unavailable("gone", null));
    var unavailable = api.deposit(account, 5, key);
    log.failNext(new EventLogException.OutcomeUnknown("lost", new IOException("lost")));
    var unknown = api.deposit(account, 5, key);

    assertProblem(overloaded, 503, "overloaded");
    assertProblem(unavailable, 503, "unavailable");
    assertProblem(unknown, 503, "outcome-unknown");
    assertThat(overloaded).hasHeader("Retry-After", "1");
    assertThat(unavailable).hasHeader("Retry-After", "5");
    assertThat(unknown).hasHeader("Retry-After", "1");
    assertThat(api.deposit(account, 5, key)).hasStatus(201);
  }

  @Test
  void a_rejection_that_could_not_be_remembered_is_not_answered() {
    var key = newKey();

    log.failNext(new EventLogException.Overloaded("full"));

    assertProblem(api.deposit("nobody-yet", 5, key), 503, "overloaded");
  }

  @Test
  void an_answer_nobody_accepts_is_refused_before_anything_is_done() {
    var account = api.newAccount();
    var before = api.head();

    var answer =
        api.http()
            .post()
            .uri("/v1/accounts/%s/deposits".formatted(account))
            .contentType(MediaType.APPLICATION_JSON)
            .accept(MediaType.TEXT_HTML)
            .header("Idempotency-Key", newKey())
            .content(CommandApi.money(1))
            .exchange();

    assertProblem(answer, 406, "not-acceptable");
    assertThat(api.eventsAfter(before)).isEmpty();
  }

  private static void assertRejected(int status, String slug, Call call) {
    var answer = call.answer();
    assertProblem(answer, status, "payments/" + slug);
    assertThat(positionOf(answer)).matches("[0-9]+");
  }

  private interface Call {
    MvcTestResult answer();
  }
}
