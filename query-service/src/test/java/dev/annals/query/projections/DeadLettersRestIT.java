package dev.annals.query.projections;

import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import dev.annals.query.testing.QueryServer.Answer;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money for an account that was never opened: no view can show that, and nobody may lose it. */
class DeadLettersRestIT {

  private static final Duration BOUND = Duration.ofSeconds(40);
  private static final String LETTERS = "/v1/projections/payments.account/dead-letters";

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final PaymentLog payments = new PaymentLog(log);
  private final QueryServer server =
      QueryServer.over(log, "annals.projection.dead-letters.attempts-max=2");

  @BeforeEach
  void happen() throws Exception {
    payments.append(opened("ann"), deposited("nobody", 5), deposited("nobody", 6));
    var head = payments.append(deposited("ann", 7)).toString();
    var answer = server.get("/v1/accounts/ann", "Annals-Min-Position", head, "Prefer", "wait=30");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().required("balance").asLong()).isEqualTo(7);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void are_listed_and_shown_with_cause_attempts_and_payload() throws Exception {
    var list = server.get(LETTERS + "?limit=1");
    assertThat(list.status()).as(list.body()).isEqualTo(200);
    var first = list.json().required("items").get(0);
    assertThat(first.required("key").asString()).isEqualTo("nobody");
    assertThat(first.required("position").asLong()).isEqualTo(2);
    var rest = server.get(LETTERS + "?after=" + list.text("next")).json().required("items");
    assertThat(rest.size()).isEqualTo(1);
    assertThat(rest.get(0).required("position").asLong()).isEqualTo(3);

    var sequence = server.get(LETTERS + "?key=nobody").json().required("items");
    assertThat(sequence.get(0).required("cause").asString()).contains("nobody");
    assertThat(sequence.get(0).required("attempts").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(sequence.get(0).required("event").required("data").toString()).contains("nobody");
    assertThat(sequence.get(1).has("cause")).isFalse();
    await()
        .atMost(BOUND)
        .until(() -> server.get("/actuator/prometheus").body().contains("dead_letters{"));
  }

  @Test
  void a_redrive_that_fails_again_says_why_and_keeps_them() throws Exception {
    var act = redrive("{\"key\":\"nobody\",\"reason\":\"try again\"}");

    assertThat(act.text("outcome")).isEqualTo("FAILED");
    assertThat(act.text("detail")).contains("nobody");
    assertThat(act.text("reason")).isEqualTo("try again");
    assertThat(server.get(LETTERS).json().required("items").size()).isEqualTo(2);
  }

  @Test
  void an_evicted_letter_is_gone_and_stays_known_with_its_reason() throws Exception {
    for (var position : new int[] {2, 3}) {
      var answer =
          server.post(
              LETTERS + "/evictions",
              "{\"key\":\"nobody\",\"position\":%d,\"reason\":\"no such account\"}"
                  .formatted(position));
      assertThat(answer.status()).as(answer.body()).isEqualTo(202);
      var act = outcome(answer);
      assertThat(act.text("outcome")).isEqualTo("DONE");
      assertThat(act.text("reason")).isEqualTo("no such account");
    }
    assertThat(server.get(LETTERS).json().required("items").size()).isZero();
    payments.append(opened("nobody"));
    var head = payments.append(deposited("nobody", 8)).toString();
    var account =
        server.get("/v1/accounts/nobody", "Annals-Min-Position", head, "Prefer", "wait=30");
    assertThat(account.json().required("balance").asLong()).isEqualTo(8);
  }

  @Test
  void what_is_wrong_is_refused() throws Exception {
    assertThat(server.get(LETTERS + "?key=ann").isProblem(404, "projections/no-such-letter"))
        .isTrue();
    assertThat(server.get(LETTERS + "?after=x").isProblem(400, "invalid-field")).isTrue();
    assertThat(server.get(LETTERS + "/acts/99").isProblem(404, "not-found")).isTrue();
    assertThat(
            server
                .post(LETTERS + "/redrives", "{\"key\":\"ann\",\"reason\":\"why not\"}")
                .isProblem(404, "projections/no-such-letter"))
        .isTrue();
    assertThat(
            server
                .post(LETTERS + "/redrives", "{\"key\":\"nobody\"}")
                .isProblem(400, "invalid-field"))
        .isTrue();
    assertThat(
            server
                .post(LETTERS + "/evictions", "{\"key\":\"nobody\",\"reason\":\"x\"}")
                .isProblem(400, "invalid-field"))
        .isTrue();
  }

  /** No ordering key holds a NUL, and no text of the read database can. */
  @Test
  void what_can_be_no_key_is_no_letter() throws Exception {
    assertThat(server.get(LETTERS + "?key=a%00b").isProblem(404, "projections/no-such-letter"))
        .isTrue();
    assertThat(server.get(LETTERS + "?after=1:a%00b").isProblem(400, "invalid-field")).isTrue();
    assertThat(
            server
                .post(LETTERS + "/redrives", "{\"key\":\"a\\u0000b\",\"reason\":\"x\"}")
                .isProblem(404, "projections/no-such-letter"))
        .isTrue();
    assertThat(
            server
                .post(
                    LETTERS + "/evictions",
                    "{\"key\":\"a\\u0000b\",\"position\":1,\"reason\":\"x\"}")
                .isProblem(404, "projections/no-such-letter"))
        .isTrue();
    assertThat(
            server
                .post(LETTERS + "/redrives", "{\"key\":\"nobody\",\"reason\":\"a\\u0000b\"}")
                .isProblem(400, "invalid-field"))
        .isTrue();
  }

  private Answer redrive(String wish) throws Exception {
    var answer = server.post(LETTERS + "/redrives", wish);
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    return outcome(answer);
  }

  private Answer outcome(Answer accepted) {
    var act = accepted.json().required("acts").get(0).asLong();
    return await()
        .atMost(BOUND)
        .until(() -> server.get(LETTERS + "/acts/" + act), each -> each.json().has("outcome"));
  }
}
