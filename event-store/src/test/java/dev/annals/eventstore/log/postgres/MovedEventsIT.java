package dev.annals.eventstore.log.postgres;

import static dev.annals.eventstore.log.AppendCondition.none;
import static dev.annals.eventstore.log.SequencePosition.ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.MalformedEventException;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The places of events that the index of tags notes are hints, which may be wrong at any time. */
@Timeout(60)
class MovedEventsIT {

  private static final Tag TAG = Tag.of("moved", "yes");
  private static final String INSERT_AND_ROLL_BACK =
      """
      BEGIN;
      INSERT INTO event (position, event_id, type, revision, occurred_at, tags, payload, metadata)
      SELECT n, gen_random_uuid(), 'test.Any', '1', now(), '{}', '{}', '{}' FROM generate_series(1, 7) AS n;
      ROLLBACK
      """;

  private final TestLog testLog = TestLog.create();
  private final TestEvents events = new TestEvents();

  @Test
  void are_found_wherever_they_are() throws SQLException {
    execute(INSERT_AND_ROLL_BACK);
    try (var log = testLog.open()) {
      for (var i = 0; i < 10; i++) {
        log.append(List.of(events.of("test.Moved", TAG)), none()).join();
      }
      await().until(() -> log.work().indexLag() == 0);
    }
    assertThat(tagged()).hasSize(10);
    // Closes the gap that the rolled back rows left, so that other events are in these places.
    execute("VACUUM FULL event");
    assertThat(tagged())
        .extracting(event -> event.position().value())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    execute("SET session_replication_role = replica; DELETE FROM event WHERE position = 3");
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(this::tagged)
        .withMessageContaining("position 3");
  }

  @Test
  void that_match_in_several_ways_are_found_once() {
    try (var log = testLog.open()) {
      log.append(List.of(events.of("test.Moved", TAG), events.of("test.Moved", TAG)), none())
          .join();
      await().until(() -> log.work().indexLag() == 0);
    }
    var byTypeOrTag =
        new EventQuery(
            List.of(
                new EventQuery.Item(Set.of("test.Moved"), Set.of()),
                new EventQuery.Item(Set.of(), Set.of(TAG))));
    assertThat(found(byTypeOrTag))
        .extracting(event -> event.position().value())
        .containsExactly(1L, 2L);
  }

  private List<SequencedEvent> tagged() {
    return found(EventQuery.tagged(TAG));
  }

  /** By a process that has nothing in memory. */
  private List<SequencedEvent> found(EventQuery query) {
    var found = new ArrayList<SequencedEvent>();
    try (var reader = PostgresEventReader.open(testLog.reader(), LogLimits.defaults())) {
      reader.source(query, ORIGIN, found::add);
    }
    return found;
  }

  private void execute(String sql) throws SQLException {
    try (var connection = TestLog.connect(testLog.owner());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
