package dev.annals.query.projections;

import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.history;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Views are built anew while they are read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RebuildIT {

  private static final Duration BOUND = Duration.ofSeconds(60);

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final PaymentLog payments = new PaymentLog(log);
  private final QueryServer server = QueryServer.over(log);

  @BeforeAll
  void happen() throws Exception {
    var head = payments.append(history(20, 3_000)).toString();
    assertThat(server.get("/v1/accounts/a1", "Annals-Min-Position", head).status()).isEqualTo(200);
  }

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void each_projection_tells_how_far_it_is() throws Exception {
    var all = server.get("/v1/projections").json().required("items");
    assertThat(all.size()).isEqualTo(3);
    var account = server.get("/v1/projections/payments.account").json();
    assertThat(account.required("state").asString()).isEqualTo("RUNNING");
    assertThat(account.required("segmentsHeld").asInt()).isEqualTo(8);
    assertThat(account.required("builds").get(0).required("build").asString())
        .startsWith("payments_account_v2");
  }

  @Test
  void a_rebuild_changes_no_answer_and_fails_no_read() throws Exception {
    var done = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reads = threads.submit(() -> readOn(done));
      for (var name : new String[] {"payments.account", "payments.transfer"}) {
        var answer = server.send("POST", "/v1/projections/" + name + "/rebuilds");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        var build = answer.text("build");
        await().atMost(BOUND).until(() -> stateOf(name, build).equals("LIVE"));
      }
      done.set(true);
      assertThat(reads.get()).isGreaterThan(10);
    }
  }

  /** Each answer includes the deposit made just before. */
  private int readOn(AtomicBoolean done) throws Exception {
    var expected = server.get("/v1/accounts/a1").json().required("balance").asLong();
    var count = 0;
    while (!done.get()) {
      var head = payments.append(deposited("a1", 1)).toString();
      expected++;
      var answer = server.get("/v1/accounts/a1", "Annals-Min-Position", head);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.json().required("balance").asLong()).isEqualTo(expected);
      var statement =
          server.get(
              "/v1/accounts/a1/statement?limit=500&after=" + (Long.parseLong(head) - 1),
              "Annals-Min-Position",
              head);
      assertThat(statement.status()).as(statement.body()).isEqualTo(200);
      assertThat(statement.body()).contains("\"position\":" + head);
      count++;
    }
    return count;
  }

  @Test
  void what_does_not_exist_or_cannot_be_is_refused() throws Exception {
    assertThat(
            server.get("/v1/projections/nothing").isProblem(404, "projections/unknown-projection"))
        .isTrue();
    assertThat(
            server
                .send("POST", "/v1/projections/nothing/rebuilds")
                .isProblem(404, "projections/unknown-projection"))
        .isTrue();
    var builds = "/v1/projections/payments.transfer/builds/";
    assertThat(
            server.send("DELETE", builds + "nothing").isProblem(404, "projections/unknown-build"))
        .isTrue();
    assertThat(
            server
                .send("DELETE", builds + "payments_transfer_v1")
                .isProblem(409, "projections/build-is-live"))
        .isTrue();
    assertThat(
            server
                .send("POST", builds + "payments_transfer_v1/live")
                .isProblem(409, "projections/build-is-live"))
        .isTrue();
  }

  private String stateOf(String name, String build) throws Exception {
    for (var each : server.get("/v1/projections/" + name).json().required("builds")) {
      if (each.required("build").asString().equals(build)) {
        return each.required("state").asString();
      }
    }
    return "absent";
  }
}
