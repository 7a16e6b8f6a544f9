package dev.annals.eventstore.projection;

import static dev.annals.eventstore.projection.SeenEvents.HANDLED;
import static dev.annals.eventstore.projection.SeenEvents.keyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.deadletter.DeadLetter;
import dev.annals.eventstore.deadletter.DeadLetterAct;
import dev.annals.eventstore.deadletter.DeadLetterAct.Outcome;
import dev.annals.eventstore.deadletter.DeadLetterAct.Request;
import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.ProjectionStatus.State;
import dev.annals.eventstore.projection.SeenEvents.Row;
import dev.annals.eventstore.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersIT {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Request OPERATOR = new Request("ops", "fixed the handler", Instant.EPOCH);
  private static final OrderingKeys KEYS = new OrderingKeys(Optional.of("key"));

  private final InMemoryEventLog log = new InMemoryEventLog(Clock.systemUTC());
  private final Appender appender = new Appender(log);
  private final DataSource database = TestPostgres.freshPool();
  private final CuttableDatabase way = new CuttableDatabase(database);
  private final SeenEvents projection = new SeenEvents();
  private final Set<Row> poison = ConcurrentHashMap.newKeySet();
  private final Set<String> durabilities = ConcurrentHashMap.newKeySet();
  private final ProjectionRunners runners = runners(way.dataSource(), projection, 1_000);
  private final ProjectionRunner runner = runners.of(SeenEvents.ID);

  private ProjectionRunners runners(DataSource database, SeenEvents projection, int lettersMax) {
    projection.interfere(
        (batch, connection) -> {
          durabilities.add(durability(connection));
          batch.forEach(this::refusePoison);
        });
    var properties =
        new ProjectionProperties(
            50,
            1 << 20,
            Duration.ofMillis(1),
            Duration.ofMillis(100),
            Duration.ofMillis(2),
            Duration.ofMillis(10),
            Duration.ofSeconds(5),
            100,
            new ProjectionProperties.Segments(8, 1, Duration.ofMillis(500)),
            new ProjectionProperties.DeadLetters(4, lettersMax));
    return new ProjectionRunners(List.of(projection), log, database, properties, Clock.systemUTC());
  }

  private static String durability(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SHOW synchronous_commit")) {
      row.next();
      return row.getString(1);
    }
  }

  private void refusePoison(Delivery delivery) {
    for (var row : poison) {
      if (delivery.position().value() == row.position() && delivery.owns(row.key())) {
        throw new IllegalArgumentException("cannot apply " + row);
      }
    }
  }

  @BeforeEach
  void migrate() {
    ProjectionSchema.migrate(database);
  }

  @AfterEach
  void close() {
    runners.close();
    log.close();
  }

  @Test
  void a_poison_event_parks_only_its_sequence() throws Exception {
    poison.add(new Row(51, keyOf(51)));
    appender.append(HANDLED, 300);
    runners.start();
    awaitHead();

    assertRowsExcept(keyOf(51), 51);
    var letters = runner.deadLetters().page("", SequencePosition.ORIGIN, 100);
    assertThat(letters)
        .extracting(letter -> letter.position().value())
        .isEqualTo(positionsOf(keyOf(51), 51));
    assertThat(letters).extracting(DeadLetter::orderingKey).containsOnly(keyOf(51));
    assertThat(letters.getFirst().cause()).contains("cannot apply");
    assertThat(letters.getFirst().attempts()).isGreaterThanOrEqualTo(4);
    assertThat(letters.subList(1, letters.size()))
        .allSatisfy(
            letter -> {
              assertThat(letter.cause()).isNull();
              assertThat(letter.attempts()).isZero();
            });
    assertThat(runner.status().state()).isEqualTo(State.RUNNING);
    await().atMost(BOUND).until(() -> runner.status().work().deadLetters() == letters.size());
  }

  @Test
  void an_event_of_two_keys_is_parked_only_for_the_one_that_fails() throws Exception {
    poison.add(new Row(50, keyOf(51)));
    appender.append(HANDLED, 100);
    runners.start();
    awaitHead();

    assertRowsExcept(keyOf(51), 50);
    assertThat(SeenEvents.rows(database)).contains(new Row(50, keyOf(50)));
  }

  @Test
  void what_comes_later_waits_too_also_under_another_owner() throws Exception {
    poison.add(new Row(51, keyOf(51)));
    appender.append(HANDLED, 100);
    runners.start();
    awaitHead();
    runners.close();
    poison.clear();
    appender.append(HANDLED, 100);

    try (var successor = runners(database, new SeenEvents(), 1_000)) {
      successor.start();
      assertThat(successor.of(SeenEvents.ID).awaitPosition(log.head(), BOUND)).isTrue();
    }

    assertRowsExcept(keyOf(51), 51);
  }

  @Test
  void a_redriven_sequence_is_applied_in_order_and_goes_on() throws Exception {
    poison.add(new Row(51, keyOf(51)));
    appender.append(HANDLED, 3_000);
    runners.start();
    awaitHead();
    poison.clear();

    var act = outcomeOf(runner.deadLetters().redrive(keyOf(51), OPERATOR).orElseThrow());
    assertThat(act.outcome()).isEqualTo(Outcome.DONE);
    assertThat(act.lettersDone()).isEqualTo(positionsOf(keyOf(51), 51).size()).isGreaterThan(100);
    assertThat(act.request().actor()).isEqualTo("ops");
    appender.append(HANDLED, 100);
    awaitHead();

    assertEverythingInOrder();
    assertThat(runner.deadLetters().page("", SequencePosition.ORIGIN, 1)).isEmpty();
  }

  /** Rows that only derive from the log may be lost with a crash; what people did may not. */
  @Test
  void acts_wait_for_the_disk_and_rows_of_the_log_do_not() throws Exception {
    poison.add(new Row(51, keyOf(51)));
    appender.append(HANDLED, 300);
    runners.start();
    awaitHead();
    assertThat(durabilities).contains("off");
    durabilities.clear();
    poison.clear();

    var act = outcomeOf(runner.deadLetters().redrive(keyOf(51), OPERATOR).orElseThrow());

    assertThat(act.outcome()).isEqualTo(Outcome.DONE);
    assertThat(durabilities).containsOnly("on");
  }

  @Test
  void a_redrive_that_fails_again_changes_nothing_but_the_letter() throws Exception {
    poison.add(new Row(51, keyOf(51)));
    appender.append(HANDLED, 300);
    runners.start();
    awaitHead();
    var before = runner.deadLetters().sequence(keyOf(51), 100);
    poison.clear();
    poison.add(new Row(before.get(2).position().value(), keyOf(51)));

    var act = outcomeOf(runner.deadLetters().redrive(keyOf(51), OPERATOR).orElseThrow());

    assertThat(act.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(act.detail()).contains(before.get(2).position().toString(), "cannot apply");
    var after = runner.deadLetters().sequence(keyOf(51), 100);
    assertThat(after).hasSizeLessThanOrEqualTo(before.size()).hasSizeGreaterThan(1);
    assertRowsExcept(keyOf(51), after.getFirst().position().value());
  }

  @Test
  void an_evicted_letter_is_never_applied_and_the_others_can_be() throws Exception {
    poison.add(new Row(51, keyOf(51)));
    appender.append(HANDLED, 300);
    runners.start();
    awaitHead();

    var evicted =
        runner.deadLetters().evict(keyOf(51), SequencePosition.of(51), OPERATOR).orElseThrow();
    assertThat(outcomeOf(evicted).outcome()).isEqualTo(Outcome.DONE);
    var redriven = runner.deadLetters().redriveAll(OPERATOR);
    assertThat(redriven).hasSize(1);
    assertThat(outcomeOf(redriven.getFirst()).outcome()).isEqualTo(Outcome.DONE);

    var expected = allRows().stream().filter(row -> !row.equals(new Row(51, keyOf(51)))).toList();
    assertThat(SeenEvents.rows(database)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void what_is_gone_cannot_be_asked_for() throws Exception {
    appender.append(HANDLED, 10);
    runners.start();
    awaitHead();

    var letters = runner.deadLetters();
    assertThat(letters.redrive("k1", OPERATOR)).isEmpty();
    assertThat(letters.evict("k1", SequencePosition.of(1), OPERATOR)).isEmpty();
    assertThat(letters.redriveAll(OPERATOR)).isEmpty();
    assertThat(letters.act(12_345)).isEmpty();
  }

  @Test
  void a_connection_lost_at_any_time_neither_frees_nor_blocks_a_key() throws Exception {
    poison.add(new Row(51, keyOf(51)));
    poison.add(new Row(120, keyOf(121)));
    runners.start();
    for (var i = 0; i < 12; i++) {
      appender.append(HANDLED, 40);
      way.cut();
      way.mend();
    }
    awaitHead();
    poison.clear();
    for (var key : List.of(keyOf(51), keyOf(121))) {
      var act = runner.deadLetters().redrive(key, OPERATOR).orElseThrow();
      way.cut();
      way.mend();
      outcomeOf(act);
    }
    appender.append(HANDLED, 40);
    awaitHead();

    assertEverythingInOrder();
  }

  @Test
  void when_too_much_fails_it_is_not_the_events_and_the_segment_gets_stuck() throws Exception {
    LongStream.rangeClosed(1, 300)
        .forEach(
            n -> KEYS.of(SeenEvents.event(HANDLED, n)).forEach(key -> poison.add(new Row(n, key))));
    try (var few = runners(database, projection, 20)) {
      appender.append(HANDLED, 300);
      few.start();
      var status = few.of(SeenEvents.ID);
      await().atMost(BOUND).until(() -> status.status().state() == State.STUCK);
      await()
          .atMost(BOUND)
          .until(() -> String.valueOf(status.status().trouble()).contains("more than 20"));
      assertThat(status.deadLetters().page("", SequencePosition.ORIGIN, 100))
          .hasSizeLessThanOrEqualTo(20);

      poison.clear();
      assertThat(status.deadLetters().redriveAll(OPERATOR)).isNotEmpty();
      assertThat(status.awaitPosition(log.head(), BOUND)).isTrue();
    }
    assertEverythingInOrder();
  }

  private DeadLetterAct outcomeOf(long act) {
    return await()
        .atMost(BOUND)
        .until(() -> runner.deadLetters().act(act).orElseThrow(), each -> each.outcome() != null);
  }

  private void awaitHead() throws InterruptedException {
    assertThat(runner.awaitPosition(log.head(), BOUND)).as("%s", runner.status()).isTrue();
  }

  private List<Row> allRows() {
    return LongStream.rangeClosed(1, log.head().value())
        .boxed()
        .flatMap(n -> KEYS.of(SeenEvents.event(HANDLED, n)).stream().map(key -> new Row(n, key)))
        .toList();
  }

  private List<Long> positionsOf(String key, long from) {
    return allRows().stream()
        .filter(row -> row.key().equals(key) && row.position() >= from)
        .map(Row::position)
        .toList();
  }

  private void assertRowsExcept(String key, long from) throws SQLException {
    var expected =
        allRows().stream().filter(row -> !row.key().equals(key) || row.position() < from).toList();
    assertThat(SeenEvents.rows(database)).containsExactlyInAnyOrderElementsOf(expected);
  }

  private void assertEverythingInOrder() throws SQLException {
    var rows = SeenEvents.rows(database);
    assertThat(rows).containsExactlyInAnyOrderElementsOf(allRows());
    for (var i = 0; i < SeenEvents.KEYS; i++) {
      var key = "k" + i;
      assertThat(rows.stream().filter(row -> row.key().equals(key)).map(Row::position)).isSorted();
    }
  }
}
