package dev.annals.eventstore.log.postgres;

import static dev.annals.eventstore.log.AppendCondition.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.EventLogException.Overloaded;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.TestEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More appends than the log can take: some are refused at once, none that was taken is lost. */
@Timeout(60)
class OverloadIT {

  private static final int QUEUE = 16;
  private static final String WAITING_FOR_A_LOCK =
      "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";

  private final TestLog testLog = TestLog.create();
  private final TestEvents events = new TestEvents();

  private PostgresEventLog open(long queueCharactersMax) {
    var limits =
        new LogLimits(
            QUEUE,
            queueCharactersMax,
            4,
            1 << 20,
            64,
            1 << 20,
            2,
            Duration.ofMillis(200),
            Duration.ofSeconds(10));
    return PostgresEventLog.open(testLog.writer(), limits);
  }

  @Test
  void a_full_queue_refuses_at_once_and_keeps_what_it_took() throws SQLException {
    try (var log = open(1 << 20);
        var stall = stall()) {
      var first = appendUntilStalled(log);
      var rest = append(log, 4 * QUEUE, "{}");
      assertRefusedBeyond(QUEUE, rest);
      stall.rollback();
      assertStored(log, Stream.concat(Stream.of(first), rest.stream()));
    }
  }

  @Test
  void too_much_payload_in_the_queue_is_refused_too() throws SQLException {
    try (var log = open(1_000);
        var stall = stall()) {
      var first = appendUntilStalled(log);
      var rest = append(log, 8, "{\"x\":\"%s\"}".formatted("y".repeat(300)));
      assertRefusedBeyond(2, rest);
      stall.rollback();
      assertStored(log, Stream.concat(Stream.of(first), rest.stream()));
    }
  }

  @Test
  void closing_stores_what_was_taken() throws SQLException {
    List<CompletableFuture<AppendResult>> taken;
    try (var log = open(1 << 20);
        var stall = stall()) {
      var first = appendUntilStalled(log);
      taken = append(log, QUEUE, "{}");
      assertThat(first).isNotDone();
      stall.rollback();
    }
    assertThat(taken)
        .allSatisfy(
            append -> assertThat(append).isCompletedWithValueMatching(Appended.class::isInstance));
    try (var reader = PostgresEventReader.open(testLog.reader(), TestLog.smallLimits())) {
      assertThat(reader.head().value()).isEqualTo(1 + QUEUE);
    }
  }

  /** Holds up every insert until it is rolled back. */
  private Connection stall() throws SQLException {
    var connection = TestLog.connect(testLog.owner());
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("LOCK TABLE event IN SHARE MODE");
    }
    return connection;
  }

  private CompletableFuture<AppendResult> appendUntilStalled(PostgresEventLog log) {
    var first = log.append(List.of(events.bare("test.First")), none());
    await().until(this::isWaiting);
    return first;
  }

  private boolean isWaiting() throws SQLException {
    try (var connection = TestLog.connect(testLog.owner());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(WAITING_FOR_A_LOCK)) {
      rows.next();
      return rows.getInt(1) > 0;
    }
  }

  private List<CompletableFuture<AppendResult>> append(
      PostgresEventLog log, int times, String payload) {
    return IntStream.range(0, times)
        .mapToObj(_ -> log.append(List.of(events.with(payload)), none()))
        .toList();
  }

  private static void assertRefusedBeyond(
      int taken, List<CompletableFuture<AppendResult>> appends) {
    assertThat(appends.subList(0, taken)).noneMatch(CompletableFuture::isDone);
    assertThat(appends.subList(taken, appends.size()))
        .allSatisfy(
            append ->
                assertThat(append)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(Overloaded.class));
  }

  private static void assertStored(
      PostgresEventLog log, Stream<CompletableFuture<AppendResult>> appends) {
    var stored =
        appends
            .filter(append -> !append.isCompletedExceptionally())
            .map(CompletableFuture::join)
            .filter(Appended.class::isInstance)
            .count();
    assertThat(log.read(EventQuery.all(), SequencePosition.ORIGIN, EventReader.READ_MAX))
        .hasSize((int) stored);
  }
}
