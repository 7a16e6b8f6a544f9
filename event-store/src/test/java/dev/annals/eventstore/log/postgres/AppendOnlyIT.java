package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody changes what is recorded: the services may not, and the owner is stopped from doing it by
 * mistake.
 */
class AppendOnlyIT {

  private static final String NO_PRIVILEGE = "42501";

  private final TestLog testLog = TestLog.create();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE event SET payload = '{}'",
        "UPDATE event SET position = position + 1",
        "DELETE FROM event",
        "DELETE FROM event WHERE false",
        "TRUNCATE event",
        "UPDATE event_tag SET tag = 'x=y'",
        "DELETE FROM event_tag",
        "TRUNCATE event_tag",
        "UPDATE request SET answer = ''",
        "DELETE FROM request",
        "TRUNCATE request"
      })
  void changing_the_record_is_refused_to_everyone(String sql) {
    try (var log = testLog.open()) {
      var event = new TestEvents().of("test.Opened", Tag.of("accountId", "anna"));
      log.append(List.of(event), AppendCondition.none()).join();
      for (var as : List.of(testLog.writer(), testLog.reader(), testLog.owner())) {
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> run(as, sql))
            .satisfies(e -> assertThat(e.getSQLState()).isEqualTo(NO_PRIVILEGE));
      }
      assertThat(log.head()).isEqualTo(SequencePosition.of(1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO event_tag VALUES ('a=b', 't', 1)",
        "SELECT key FROM request",
        "ALTER TABLE event DISABLE TRIGGER ALL",
        "DROP TABLE event"
      })
  void a_reader_may_only_read_events(String sql) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> run(testLog.reader(), sql))
        .satisfies(e -> assertThat(e.getSQLState()).isEqualTo(NO_PRIVILEGE));
  }

  private static void run(LogConnection as, String sql) throws SQLException {
    try (var connection = TestLog.connect(as);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
