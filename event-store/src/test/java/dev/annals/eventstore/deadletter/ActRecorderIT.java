package dev.annals.eventstore.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.deadletter.DeadLetterAct.Kind;
import dev.annals.eventstore.deadletter.DeadLetterAct.Outcome;
import dev.annals.eventstore.deadletter.DeadLetterAct.Request;
import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.ForwardingEventLog;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.projection.ProjectionSchema;
import dev.annals.eventstore.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActRecorderIT {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Request OPERATOR = new Request("ops", "fixed the handler", Instant.EPOCH);
  private static final long BUILD = 1;

  private final InMemoryEventLog operations = new InMemoryEventLog(Clock.systemUTC());
  private final DataSource database = TestPostgres.freshPool();
  private final DeadLetterActs acts = new DeadLetterActs(BUILD);

  @BeforeEach
  void happen() throws SQLException {
    ProjectionSchema.migrate(database);
    execute(
        """
        INSERT INTO projection.build (projection, version, number, tables, segments, state)
        VALUES ('test.view', 3, 1, 'test_view_v3', 1, 'LIVE');
        INSERT INTO projection.dead_letter (build, ordering_key, position, segment, cause)
        SELECT 1, 'k' || number, number, 0, 'poison' FROM generate_series(1, 40) AS number
        """);
  }

  @Test
  void what_is_asked_for_and_what_came_of_it_are_events() throws Exception {
    var redrive = request("k1", Kind.REDRIVE, null);
    var evict = request("k2", Kind.EVICT, SequencePosition.of(2));
    var recorder = new ActRecorder(database, operations);

    recorder.recordSome();
    assertThat(types())
        .containsExactly("operations.RedriveRequested", "operations.EvictionRequested");
    finish(redrive, Outcome.FAILED, "Position 1 failed again: poison");
    finish(evict, Outcome.DONE, null);
    recorder.recordSome();

    assertThat(types().subList(2, 4))
        .containsExactly("operations.RedriveFinished", "operations.EvictionFinished");
    var events = events();
    assertThat(events.get(1).payload())
        .isEqualTo(
            """
            {"act":2,"projection":"test.view","version":3,"build":"test_view_v3","key":"k2",\
            "position":2,"actor":"ops","reason":"fixed the handler"}\
            """);
    assertThat(events.get(2).payload())
        .isEqualTo(
            """
            {"act":1,"projection":"test.view","version":3,"build":"test_view_v3","key":"k1",\
            "actor":"ops","reason":"fixed the handler","outcome":"FAILED","lettersDone":0,\
            "detail":"Position 1 failed again: poison"}\
            """);
    assertThat(events.get(2).metadata()).containsEntry("actor", "ops");
    assertThat(events.get(2).tags())
        .containsExactlyInAnyOrder(
            new Tag("projection=test.view"), new Tag("act=1"), new Tag("orderingKey=k1"));
    assertThat(recorder.recordSome()).isZero();
  }

  @Test
  void an_act_that_is_over_before_anybody_looked_gives_both() throws Exception {
    finish(request("k1", Kind.REDRIVE, null), Outcome.DONE, null);
    new ActRecorder(database, operations).recordSome();
    assertThat(types())
        .containsExactly("operations.RedriveRequested", "operations.RedriveFinished");
  }

  /** The event is there, and nobody could write that down. */
  @Test
  void a_process_that_dies_after_an_append_leaves_no_second_event() throws Exception {
    for (var i = 1; i <= 5; i++) {
      finish(request("k" + i, Kind.REDRIVE, null), Outcome.DONE, null);
    }
    var dying = new DyingLog(operations);
    for (var deaths = 0; deaths < 10; deaths++) {
      var recorder = new ActRecorder(database, dying);
      assertThatIllegalStateException().isThrownBy(recorder::recordSome);
      assertThat(operations.head().value()).isEqualTo(1);
    }
    new ActRecorder(database, operations).recordSome();
    assertThat(types()).hasSize(10);
    assertThat(events().stream().map(Event::id)).doesNotHaveDuplicates();
  }

  @Test
  void several_processes_record_each_act_once() throws Exception {
    for (var i = 1; i <= 40; i++) {
      finish(request("k" + i, Kind.REDRIVE, null), Outcome.DONE, null);
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      var each = new ArrayList<Callable<Integer>>();
      for (var i = 0; i < 4; i++) {
        each.add(new ActRecorder(database, operations)::recordSome);
      }
      for (var recorded : threads.invokeAll(each)) {
        recorded.get();
      }
    }
    assertThat(types()).hasSize(80);
    assertThat(events().stream().map(Event::id)).doesNotHaveDuplicates();
  }

  @Test
  void goes_on_by_itself_when_the_log_is_back() throws Exception {
    var away = new AwayLog(operations);
    try (var recorder = new ActRecorder(database, away)) {
      recorder.start();
      request("k1", Kind.REDRIVE, null);
      await().atMost(BOUND).until(() -> away.asked);
      assertThat(operations.head().value()).isZero();
      await().atMost(BOUND).until(() -> recorder.waiting().equals(OptionalInt.of(1)));
      away.isAway = false;
      await().atMost(BOUND).until(() -> operations.head().value() == 1);
      await().atMost(BOUND).until(() -> recorder.waiting().equals(OptionalInt.of(0)));
    }
  }

  private long request(String key, Kind kind, @Nullable SequencePosition position)
      throws SQLException {
    try (var connection = database.getConnection()) {
      return acts.request(connection, key, kind, position, OPERATOR).orElseThrow();
    }
  }

  private void finish(long number, Outcome outcome, @Nullable String detail) throws SQLException {
    try (var connection = database.getConnection()) {
      acts.finish(connection, acts.find(connection, number).orElseThrow(), outcome, detail);
    }
  }

  private List<Event> events() {
    return operations.read(EventQuery.all(), SequencePosition.ORIGIN, 1_000).stream()
        .map(SequencedEvent::event)
        .toList();
  }

  private List<String> types() {
    return events().stream().map(Event::type).toList();
  }

  private void execute(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Stores what it gets, and its answer is never heard. */
  private static final class DyingLog extends ForwardingEventLog {

    DyingLog(InMemoryEventLog log) {
      super(log);
    }

    @Override
    public CompletableFuture<AppendResult> append(
        List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
      super.append(events, condition, idempotency).join();
      return CompletableFuture.failedFuture(
          new EventLogException.OutcomeUnknown("died", new SQLException("died")));
    }
  }

  /** Takes nothing for a while. */
  private static final class AwayLog extends ForwardingEventLog {

    private volatile boolean isAway = true;
    private volatile boolean asked;

    AwayLog(InMemoryEventLog log) {
      super(log);
    }

    @Override
    public CompletableFuture<AppendResult> append(
        List<Event> events, AppendCondition condition, @Nullable IdempotencyRecord idempotency) {
      asked = true;
      return isAway
          ? CompletableFuture.failedFuture(new EventLogException.Unavailable("away", null))
          : super.append(events, condition, idempotency);
    }
  }
}
