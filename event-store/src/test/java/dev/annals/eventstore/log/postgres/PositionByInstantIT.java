package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which position an instant stands for, with a clock that does what it should, and without. */
class PositionByInstantIT {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final TestLog log = TestLog.create();
  private EventReader reader;

  @BeforeEach
  void open() {
    reader = PostgresEventReader.open(log.reader(), LogLimits.defaults());
  }

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void every_instant_is_the_position_of_the_last_event_by_then() throws Exception {
    record(1, 1_000, 0);

    for (var second = 1L; second <= 1_000; second++) {
      var at = BEGIN.plusSeconds(second);
      assertThat(reader.positionAt(at).value()).isEqualTo(second);
      assertThat(reader.positionAt(at.minusNanos(1)).value()).isEqualTo(second - 1);
      assertThat(reader.positionBefore(at).value()).isEqualTo(second - 1);
    }
    assertThat(reader.positionAt(BEGIN)).isEqualTo(SequencePosition.ORIGIN);
    assertThat(reader.positionAt(BEGIN.plusSeconds(1_000_000)).value()).isEqualTo(1_000);
  }

  @Test
  void after_the_clock_was_set_back_an_instant_is_one_of_the_times_it_passed() throws Exception {
    record(1, 1_000, 0);
    record(1_001, 2_000, -700);
    var events = reader.read(EventQuery.all(), SequencePosition.ORIGIN, EventReader.READ_MAX);

    for (var second = 0L; second <= 1_300; second++) {
      var at = BEGIN.plusSeconds(second);
      var position = (int) reader.positionAt(at).value();
      if (position > 0) {
        assertThat(events.get(position - 1).recordedAt()).isBeforeOrEqualTo(at);
      }
      if (position < events.size()) {
        assertThat(events.get(position).recordedAt()).isAfter(at);
      }
    }
  }

  /** Events a second apart; the shift is that of the clock. */
  private void record(int first, int last, int shiftSeconds) throws SQLException {
    try (var connection = TestLog.connect(log.writer());
        var insert =
            connection.prepareStatement(
                """
                INSERT INTO event (
                  position, event_id, type, revision, occurred_at, recorded_at, tags, payload,
                  metadata)
                SELECT number, gen_random_uuid(), 'test.Opened', '1', now(),
                       timestamptz '2026-01-01T00:00:00Z' + (number + ?) * interval '1 second',
                       '{}', '{}', '{}'
                  FROM generate_series(?, ?) AS number
                """)) {
      insert.setInt(1, shiftSeconds);
      insert.setInt(2, first);
      insert.setInt(3, last);
      insert.executeUpdate();
    }
  }
}
