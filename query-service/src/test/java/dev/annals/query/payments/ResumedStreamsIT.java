package dev.annals.query.payments;

import static dev.annals.query.testing.PaymentLog.deposited;
import static dev.annals.query.testing.PaymentLog.opened;
import static dev.annals.query.testing.PaymentLog.transferred;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.contracts.payments.PaymentEvent;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.LogSchema;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import dev.annals.eventstore.testing.TestPostgres;
import dev.annals.query.testing.PaymentLog;
import dev.annals.query.testing.QueryServer;
import dev.annals.query.testing.SseClient.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that lose their connection, and services that are restarted, while events happen. */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResumedStreamsIT {

  private static final int CUTS = 50;
  private static final int APPENDS = 600;
  private static final String TAG = PaymentEvent.ACCOUNT_TAG;

  private final PostgresEventLog log = openLog();
  private final PaymentLog payments = new PaymentLog(log);
  private final String database = "spring.datasource.url=" + TestPostgres.freshUrl();
  private final Random random = new Random(20_261_121);
  private QueryServer server = QueryServer.over(log, database);

  @AfterEach
  void close() {
    server.close();
    log.close();
  }

  private static PostgresEventLog openLog() {
    var url = TestPostgres.freshUrl();
    var password = url.substring(url.indexOf("password=") + "password=".length());
    var owner = new LogConnection(url, "postgres", password, "annals_log");
    LogSchema.migrate(owner);
    return PostgresEventLog.open(owner, LogLimits.defaults());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/events/stream?tag=accountId:ann", "/v1/accounts/ann/statement/stream"})
  void each_message_comes_once_and_in_order_whatever_is_cut(String path) throws Exception {
    begin();
    var writing = CompletableFuture.runAsync(this::write);
    var received = new ArrayList<Message>();
    for (var cut = 0; cut < CUTS; cut++) {
      if (cut == CUTS / 2) {
        restart();
      }
      receive(path, received, random.nextInt(40));
    }
    writing.join();
    receiveThrough(path, received, log.head().value());

    assertThat(received.stream().map(Message::id)).isEqualTo(positionsOfAnn());
  }

  /** From what there was before it over to what happens, however far it falls behind meanwhile. */
  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/events/stream?tag=accountId:ann", "/v1/accounts/ann/statement/stream"})
  void a_stream_that_nobody_cuts_has_each_message_once_and_in_order(String path) throws Exception {
    begin();
    payments.append(many("ann", 400));
    var received = new ArrayList<Message>();
    try (var stream = server.stream(path, "Last-Event-ID", "3")) {
      var writing = CompletableFuture.runAsync(this::write);
      // Appended when all else is, so that who has it knows that there is no more to wait for.
      var last = writing.thenApply(_ -> payments.append(deposited("ann", 1)).value());
      do {
        received.add(stream.next().orElseThrow());
      } while (!writing.isDone() || received.getLast().id() < last.join());
    }

    assertThat(received.stream().map(Message::id)).isEqualTo(positionsOfAnn());
  }

  private void begin() throws Exception {
    var head = payments.append(opened("ann"), opened("bob"), opened("cid"));
    var fresh = new String[] {"Annals-Min-Position", head.toString(), "Prefer", "wait=20"};
    assertThat(server.get("/v1/accounts/ann/statement", fresh).status()).isEqualTo(200);
  }

  /** Many at once now and then, so that streams also fall behind. */
  private void write() {
    for (var i = 0; i < APPENDS; i++) {
      payments.append(
          switch (i % 20) {
            case 3 -> List.of(transferred("t" + i, "ann", "bob", 1));
            case 7 -> many("ann", 150);
            case 11 -> List.of(deposited("bob", 1), deposited("cid", 1));
            default -> List.of(deposited("ann", 1), deposited("bob", 1));
          });
    }
    // The last one is ann's, which is how a reader knows that it has all.
    payments.append(deposited("ann", 1));
  }

  private static List<PaymentEvent> many(String account, int count) {
    var events = new ArrayList<PaymentEvent>();
    for (var i = 0; i < count; i++) {
      events.add(deposited(account, i + 1));
    }
    return events;
  }

  private void receive(String path, List<Message> received, int count) throws Exception {
    try (var stream = server.stream(path, "Last-Event-ID", last(received))) {
      assertThat(stream.status()).isEqualTo(200);
      // There may be nothing to read: the writer can be slower than this.
      var some = Math.min(count, behind(received));
      received.addAll(stream.next(some));
    }
  }

  /** At least so many messages are still to come. */
  private int behind(List<Message> received) {
    var after = SequencePosition.of(Long.parseLong(last(received)));
    return log.read(EventQuery.tagged(Tag.of(TAG, "ann")), after, 100).size();
  }

  private void receiveThrough(String path, List<Message> received, long position) throws Exception {
    try (var stream = server.stream(path, "Last-Event-ID", last(received))) {
      received.addAll(stream.through(position));
    }
  }

  /** The account's opening is no movement. */
  private static String last(List<Message> received) {
    return received.isEmpty() ? "3" : Long.toString(received.getLast().id());
  }

  private void restart() {
    server.close();
    server = QueryServer.over(log, database);
  }

  private List<Long> positionsOfAnn() {
    var positions = new ArrayList<Long>();
    log.source(
        EventQuery.tagged(Tag.of(TAG, "ann")),
        SequencePosition.of(3),
        event -> positions.add(event.position().value()));
    return positions;
  }

  @Test
  void a_stream_resumes_exactly_after_each_message() throws Exception {
    begin();
    payments.append(many("ann", 30));
    var head = log.head().value();
    for (var id = 3L; id < head; id++) {
      for (var path : List.of("/v1/events/stream", "/v1/accounts/ann/statement/stream")) {
        try (var stream = server.stream(path, "Last-Event-ID", Long.toString(id))) {
          assertThat(stream.through(head).getFirst().id()).as(path).isEqualTo(id + 1);
        }
      }
    }
  }
}
