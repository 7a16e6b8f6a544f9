package dev.annals.query.payments;

import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.opened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import dev.annals.query.testing.QueryServer.Answer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads that must include what was just written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreshReadsIT {

  private static final String MIN = "Annals-Min-Position";
  private static final String PREFER = "Prefer";

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final PaymentLog payments = new PaymentLog(log);
  private final QueryServer server = QueryServer.over(log);

  @BeforeAll
  void happen() throws Exception {
    var head = payments.append(opened("ann"));
    assertThat(server.get("/v1/accounts/ann", MIN, head.toString()).status()).isEqualTo(200);
  }

  @AfterAll
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/accounts/ann",
        "/v1/accounts",
        "/v1/accounts/ann/statement?limit=500",
        "/v1/accounts/ann/events?limit=500"
      })
  void every_read_includes_the_position_asked_for(String path) throws Exception {
    for (var i = 0; i < 20; i++) {
      var head = payments.append(deposited("ann", 1));
      var answer = server.get(path, MIN, head.toString(), PREFER, "wait=20");
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.header("preference-applied")).isEqualTo("wait=20");
      assertThat(Long.parseLong(answer.header("annals-position")))
          .isGreaterThanOrEqualTo(head.value());
      assertThat(answer.body()).contains(head.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/accounts/ann",
        "/v1/accounts",
        "/v1/accounts/ann/statement",
        "/v1/accounts/ann/events",
        "/v1/transfers/t1"
      })
  void a_position_from_the_future_is_waited_for_and_then_refused(String path) throws Exception {
    var future = Long.toString(log.head().value() + 1_000_000);
    var started = System.nanoTime();

    var answer = server.get(path, MIN, future, PREFER, "wait=1");

    var waited = Duration.ofNanos(System.nanoTime() - started);
    assertThat(answer.isProblem(503, "position-not-reached")).as(answer.body()).isTrue();
    assertThat(answer.text("detail")).contains(future);
    assertThat(answer.header("retry-after")).isEqualTo("1");
    assertThat(answer.header("preference-applied")).isEqualTo("wait=1");
    assertThat(Long.parseLong(answer.header("annals-position"))).isPositive();
    assertThat(waited).isBetween(Duration.ofMillis(900), Duration.ofSeconds(20));
  }

  @Test
  void who_does_not_want_to_wait_does_not() throws Exception {
    var answer = server.get("/v1/accounts/ann", MIN, "9223372036854775807", PREFER, "wait=0");
    assertThat(answer.isProblem(503, "position-not-reached")).isTrue();
    assertThat(answer.header("preference-applied")).isEqualTo("wait=0");
  }

  @Test
  void without_a_usable_preference_the_wait_is_short() throws Exception {
    for (var prefer : List.of("wait=soon", "respond-async", "\"", ",;=")) {
      var answer = server.get("/v1/accounts/ann", MIN, log.head().toString(), PREFER, prefer);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("preference-applied")).isEmpty();
    }
    var started = System.nanoTime();
    var answer = server.get("/v1/accounts/ann", MIN, "999999");
    assertThat(answer.isProblem(503, "position-not-reached")).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - started))
        .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(20));
  }

  @Test
  void many_readers_wait_for_an_event_that_is_still_to_come() throws Exception {
    var awaited = Long.toString(log.head().value() + 1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reads = new ArrayList<Future<Answer>>();
      for (var i = 0; i < 200; i++) {
        reads.add(
            threads.submit(() -> server.get("/v1/accounts/ann", MIN, awaited, PREFER, "wait=30")));
      }
      payments.append(deposited("ann", 1));
      for (var read : reads) {
        var answer = read.get(40, TimeUnit.SECONDS);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().required("position").asLong())
            .isGreaterThanOrEqualTo(Long.parseLong(awaited));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "+1", "1.0", "one", "1 2", "9223372036854775808", "\"1\"", "0x1"})
  void a_position_that_is_none_is_refused(String position) throws Exception {
    var answer = server.get("/v1/accounts/ann", MIN, position);
    assertThat(answer.isProblem(400, "position-invalid")).as(answer.body()).isTrue();
  }

  @Test
  void two_positions_are_refused() throws Exception {
    var answer = server.get("/v1/accounts/ann", MIN, "1", MIN, "2");
    assertThat(answer.isProblem(400, "position-invalid")).isTrue();
  }
}
