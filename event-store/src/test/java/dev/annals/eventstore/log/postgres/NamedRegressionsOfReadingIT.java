package dev.annals.eventstore.log.postgres;

import static dev.annals.eventstore.log.AppendCondition.failIfEventsMatch;
import static dev.annals.eventstore.log.AppendCondition.none;
import static dev.annals.eventstore.log.SequencePosition.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.AppendResult.Conflict;
import dev.annals.eventstore.log.AppendResult.Duplicate;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The cases in which other logs on PostgreSQL skip an event, show it late or show a later one
 * first: transactions of others that stay open.
 */
@Timeout(90)
class NamedRegressionsOfReadingIT {

  private static final Tag ANNA = Tag.of("accountId", "anna");
  private static final EventQuery ABOUT_ANNA = EventQuery.tagged(ANNA);
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final int WRITERS = 4;
  private static final int APPENDS_EACH = 25;

  private static final String HOLD_A_TRANSACTION_ID = "SELECT pg_current_xact_id()";
  private static final String INSERT_SECOND =
      """
      INSERT INTO event (position, event_id, type, revision, occurred_at, tags, payload, metadata)
      VALUES (2, gen_random_uuid(), 'test.Foreign', '1', now(), '{accountId=anna}', '{}', '{}')
      """;
  private final TestLog testLog = TestLog.create();
  private final TestEvents events = new TestEvents();

  @Test
  void an_idle_transaction_of_the_same_database_holds_no_reader_up() throws Exception {
    try (var _ = ForeignSession.that(testLog, HOLD_A_TRANSACTION_ID)) {
      assertEveryAppendIsSeenAtOnce();
    }
  }

  @Test
  void an_idle_transaction_of_another_database_holds_no_reader_up() throws Exception {
    try (var _ = ForeignSession.that(TestLog.create(), HOLD_A_TRANSACTION_ID)) {
      assertEveryAppendIsSeenAtOnce();
    }
  }

  /** Polls so rarely that a follower which was not notified would be late. */
  private PostgresEventLog openRarelyPolling() {
    var limits =
        new LogLimits(10_000, 64 << 20, 64, 8 << 20, 64, 1 << 20, 4, Duration.ofMinutes(5), BOUND);
    return PostgresEventLog.open(testLog.writer(), limits);
  }

  private void assertEveryAppendIsSeenAtOnce() throws InterruptedException {
    try (var one = openRarelyPolling();
        var two = openRarelyPolling();
        var subscription = two.subscribe(ORIGIN);
        var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers =
          IntStream.range(0, WRITERS)
              .mapToObj(w -> CompletableFuture.runAsync(() -> appendAndLook(one, two, w), pool))
              .toList();
      assertThat(follow(subscription, WRITERS * APPENDS_EACH))
          .isEqualTo(LongStream.rangeClosed(1, WRITERS * APPENDS_EACH).boxed().toList());
      writers.forEach(CompletableFuture::join);
    }
  }

  private void appendAndLook(EventLog writing, EventLog reading, int writer) {
    var mine = Tag.of("writer", Integer.toString(writer));
    for (var i = 1; i <= APPENDS_EACH; i++) {
      var event = events.of("test.Any", mine);
      var position = ((Appended) append(writing, event).join()).last();
      assertThat(reading.head()).isGreaterThanOrEqualTo(position);
      assertThat(reading.read(EventQuery.all(), ORIGIN, EventReader.READ_MAX))
          .extracting(SequencedEvent::event)
          .contains(event);
      var sourced = new ArrayList<SequencedEvent>();
      assertThat(reading.source(EventQuery.tagged(mine), ORIGIN, sourced::add))
          .isGreaterThanOrEqualTo(position);
      assertThat(sourced).hasSize(i).last().extracting(SequencedEvent::event).isEqualTo(event);
    }
  }

  private static CompletableFuture<AppendResult> append(EventLog log, Event event) {
    return log.append(List.of(event), none());
  }

  private static List<Long> follow(EventSubscription subscription, int count)
      throws InterruptedException {
    var seen = new ArrayList<Long>();
    while (seen.size() < count) {
      var next = subscription.next(EventReader.READ_MAX, BOUND);
      assertThat(next).as("events after %s", subscription.position()).isNotEmpty();
      next.forEach(e -> seen.add(e.position().value()));
    }
    return seen;
  }

  private static List<Long> positions(EventLog log) {
    return log.read(EventQuery.all(), ORIGIN, EventReader.READ_MAX).stream()
        .map(e -> e.position().value())
        .toList();
  }

  private static void assertEndsAt(long head, EventLog log, EventSubscription subscription)
      throws InterruptedException {
    assertThat(log.head().value()).isEqualTo(head);
    assertThat(positions(log)).isEqualTo(LongStream.rangeClosed(1, head).boxed().toList());
    assertThat(log.source(EventQuery.all(), ORIGIN, _ -> {}).value()).isEqualTo(head);
    assertThat(subscription.next(10, Duration.ZERO)).isEmpty();
  }

  private static Appended appendedAt(long position) {
    return new Appended(SequencePosition.of(position), SequencePosition.of(position));
  }

  @Test
  void a_writer_that_commits_late_is_waited_for_and_nothing_after_it_is_seen_first()
      throws Exception {
    try (var log = testLog.open();
        var subscription = log.subscribe(ORIGIN)) {
      append(log, events.bare("test.Any")).join();
      try (var foreign = ForeignSession.that(testLog, INSERT_SECOND)) {
        var unconditional = append(log, events.of("test.Any", ANNA));
        foreign.awaitWaiting(1);
        var conditional =
            log.append(
                List.of(events.of("test.Any", ANNA)),
                failIfEventsMatch(ABOUT_ANNA, SequencePosition.of(1)));
        assertThat(follow(subscription, 1)).containsExactly(1L);
        assertEndsAt(1, log, subscription);
        assertThat(unconditional).isNotDone();

        foreign.commit();

        assertThat(unconditional.join()).isEqualTo(appendedAt(3));
        assertThat(conditional.join()).isInstanceOf(Conflict.class);
        assertThat(follow(subscription, 2)).containsExactly(2L, 3L);
        assertEndsAt(3, log, subscription);
      }
    }
  }

  /** A first event, and somebody else's second one that is not committed. */
  private ForeignSession foreignSecond(EventLog log) throws SQLException {
    append(log, events.bare("test.Any")).join();
    return ForeignSession.that(testLog, INSERT_SECOND);
  }

  private CompletableFuture<AppendResult> appendUnlessAnna(EventLog log) {
    return log.append(List.of(events.of("test.Any", ANNA)), failIfEventsMatch(ABOUT_ANNA, ORIGIN));
  }

  @Test
  void an_append_that_a_late_writer_contradicts_is_refused() throws Exception {
    try (var log = testLog.open();
        var foreign = foreignSecond(log)) {
      var conditional = appendUnlessAnna(log);
      foreign.awaitWaiting(1);
      foreign.commit();
      assertThat(conditional.join()).isEqualTo(new Conflict(SequencePosition.of(2)));
      assertThat(positions(log)).containsExactly(1L, 2L);
    }
  }

  @Test
  void a_late_writer_that_gives_up_leaves_neither_a_gap_nor_a_conflict() throws Exception {
    try (var log = testLog.open();
        var subscription = log.subscribe(ORIGIN);
        var foreign = foreignSecond(log)) {
      var conditional = appendUnlessAnna(log);
      foreign.awaitWaiting(1);
      foreign.rollback();
      assertThat(conditional.join()).isEqualTo(appendedAt(2));
      assertThat(follow(subscription, 2)).containsExactly(1L, 2L);
      assertEndsAt(2, log, subscription);
    }
  }

  @Test
  void two_processes_waiting_for_one_position_take_it_and_the_next() throws Exception {
    try (var one = testLog.open();
        var two = testLog.open();
        var foreign = foreignSecond(one)) {
      var waiting = List.of(appendUnlessAnna(one), append(two, events.bare("test.Any")));
      foreign.awaitWaiting(2);
      foreign.rollback();
      assertThat(waiting)
          .extracting(CompletableFuture::join)
          .containsExactlyInAnyOrder(appendedAt(2), appendedAt(3));
      assertThat(positions(two)).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void a_key_that_another_process_is_about_to_use_is_waited_for() throws Exception {
    try (var log = testLog.open()) {
      append(log, events.bare("test.Any")).join();
      assertThat(appendWithKeyBeforeForeign(log, "one", ForeignSession::rollback).join())
          .isEqualTo(appendedAt(2));
      assertThat(appendWithKeyBeforeForeign(log, "two", ForeignSession::commit).join())
          .isEqualTo(
              new Duplicate(
                  new IdempotencyRecord("two", "print", "foreign"), SequencePosition.of(1)));
      assertThat(positions(log)).containsExactly(1L, 2L);
    }
  }

  private CompletableFuture<AppendResult> appendWithKeyBeforeForeign(
      EventLog log, String key, ForeignEnd end) throws SQLException {
    var insertKey =
        """
        INSERT INTO request (key, fingerprint, answer, position)
        VALUES ('%s', 'print', 'foreign', 1)
        """
            .formatted(key);
    try (var foreign = ForeignSession.that(testLog, insertKey)) {
      var record = new IdempotencyRecord(key, "print", "ours");
      var append = log.append(List.of(events.bare("test.Any")), none(), record);
      foreign.awaitWaiting(1);
      end.of(foreign);
      return append;
    }
  }

  private interface ForeignEnd {
    void of(ForeignSession session) throws SQLException;
  }
}
