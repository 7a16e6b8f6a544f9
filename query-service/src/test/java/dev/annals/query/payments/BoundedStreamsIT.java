package dev.annals.query.payments;

import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.ForwardingEventLog;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import dev.annals.query.testing.SseClient;
import dev.annals.query.testing.SseClient.Message;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What streams may cost, whatever their clients do. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BoundedStreamsIT {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final PaymentLog payments = new PaymentLog(log);

  @Test
  void a_client_that_does_not_read_is_cut_off_and_can_resume() throws Exception {
    try (var server = QueryServer.over(log, "annals.streams.write-timeout=1s")) {
      try (var socket = server.connectWithSmallWindow(4_096)) {
        socket
            .getOutputStream()
            .write(
                "GET /v1/events/stream?after=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        await().atMost(BOUND).until(() -> open(server) == 1);

        var head = payments.append(Collections.nCopies(30_000, deposited("ann", 1)));

        await().atMost(BOUND).until(() -> open(server) == 0);
        assertThat(metric(server, "annals.streams.cut.off")).isEqualTo(1);
        assertThat(head.value()).isEqualTo(30_000);
      }
      try (var stream = server.stream("/v1/events/stream", "Last-Event-ID", "29990")) {
        assertThat(stream.through(30_000)).hasSize(10);
      }
    }
  }

  @Test
  void one_stream_too_many_is_refused_at_once_and_gone_clients_make_room() throws Exception {
    payments.append(opened("ann"));
    try (var server =
        QueryServer.over(log, "annals.streams.streams-max=2", "annals.streams.heartbeat=50ms")) {
      try (var one = server.stream("/v1/events/stream");
          var two = server.stream("/v1/events/stream")) {
        assertThat(one.status()).isEqualTo(200);
        assertThat(two.status()).isEqualTo(200);
        var refused = server.get("/v1/events/stream");
        assertThat(refused.isProblem(503, "overloaded")).as(refused.toString()).isTrue();
        assertThat(refused.header("retry-after")).isEqualTo("1");
        one.awaitHeartbeats(3);
      }
      await().atMost(BOUND).until(() -> open(server) == 0);
      try (var again = server.stream("/v1/events/stream")) {
        assertThat(again.status()).isEqualTo(200);
      }
    }
  }

  @Test
  void open_streams_leave_room_for_reads() throws Exception {
    payments.append(opened("ann"));
    try (var server = QueryServer.over(log, "annals.reads.under-way-max=1")) {
      var fresh = new String[] {"Annals-Min-Position", "1", "Prefer", "wait=20"};
      assertThat(server.get("/v1/accounts/ann", fresh).status()).isEqualTo(200);
      var streams = new ArrayList<SseClient>();
      try {
        for (var i = 0; i < 100; i++) {
          streams.add(server.stream("/v1/accounts/ann/stream"));
        }
        var head = payments.append(deposited("ann", 1)).value();
        for (var stream : streams) {
          assertThat(stream.through(head)).isNotEmpty();
          assertThat(server.get("/v1/accounts/ann").status()).isEqualTo(200);
        }
      } finally {
        for (var stream : streams) {
          stream.close();
        }
      }
    }
  }

  @Test
  void streams_end_when_the_service_stops_and_do_not_hold_it_up() throws Exception {
    payments.append(opened("ann"));
    var server = QueryServer.over(log);
    var fresh = new String[] {"Annals-Min-Position", "1", "Prefer", "wait=20"};
    try (var events = server.stream("/v1/events/stream");
        var account = server.stream("/v1/accounts/ann/stream", fresh)) {
      assertThat(account.next()).isPresent();
      var began = System.nanoTime();
      server.stop();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
      assertThat(events.next()).isEmpty();
      assertThat(account.next()).isEmpty();
    } finally {
      server.close();
    }
  }

  @Test
  void a_log_that_does_not_answer_now_and_then_only_costs_time() throws Exception {
    var faulty = new FaultyLog(log);
    List<PaymentEvent> history = Collections.nCopies(250, deposited("ann", 1));
    payments.append(history);
    try (var server = QueryServer.over(faulty, "annals.streams.heartbeat=100ms")) {
      faulty.failures.set(3);
      try (var stream = server.stream("/v1/events/stream?after=0&tag=accountId:ann")) {
        assertThat(stream.through(250)).extracting(Message::id).hasSize(250).isSorted();
      }
      assertThat(faulty.failures.get()).isNotPositive();
    }
  }

  private static final class FaultyLog extends ForwardingEventLog {

    private final AtomicInteger failures = new AtomicInteger();

    FaultyLog(InMemoryEventLog log) {
      super(log);
    }

    @Override
    public List<SequencedEvent> read(EventQuery query, SequencePosition after, int max) {
      if (!query.matchesAll() && failures.getAndDecrement() > 0) {
        throw new EventLogException.Unavailable("Not now", null);
      }
      return super.read(query, after, max);
    }
  }

  private static int open(QueryServer server) throws Exception {
    return metric(server, "annals.streams.open");
  }

  private static int metric(QueryServer server, String name) throws Exception {
    var measured = server.get("/actuator/metrics/" + name).json();
    return measured.required("measurements").get(0).required("value").asInt();
  }
}
