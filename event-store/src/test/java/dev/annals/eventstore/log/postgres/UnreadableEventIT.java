package dev.annals.eventstore.log.postgres;

import static dev.annals.eventstore.log.AppendCondition.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.annals.eventstore.log.EventLogException.Unavailable;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.TestEvents;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A row nobody can make sense of: whoever follows the log is told, and does not wait for ever. */
@Timeout(60)
class UnreadableEventIT {

  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final String INSERT_UNREADABLE =
      """
      INSERT INTO event (position, event_id, type, revision, occurred_at, tags, payload, metadata)
      VALUES (2, gen_random_uuid(), 'test.Any', '1', now(), '{}', '{}', 'no JSON')
      """;

  private final TestLog testLog = TestLog.create();

  @Test
  void a_follower_is_told_of_it_again_and_again() throws Exception {
    try (var log = testLog.open();
        var following = log.subscribe(SequencePosition.ORIGIN)) {
      log.append(List.of(new TestEvents().bare("test.Any")), none()).join();
      assertThat(following.next(10, BOUND)).hasSize(1);
      insertUnreadable();
      for (var attempt = 0; attempt < 2; attempt++) {
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> following.next(10, BOUND));
      }
      assertThat(following.position().value()).isEqualTo(1);
    }
  }

  private void insertUnreadable() throws SQLException {
    try (var connection = TestLog.connect(testLog.owner());
        var statement = connection.createStatement()) {
      statement.execute(INSERT_UNREADABLE);
    }
  }
}
