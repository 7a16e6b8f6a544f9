package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.AppendResult;
import dev.annals.eventstore.log.AppendResult.Appended;
import dev.annals.eventstore.log.EventLogException.OutcomeUnknown;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A failover that lost commits, under a process that goes on. */
@Timeout(60)
class SetBackIT {

  private static final Tag ANNA = Tag.of("accountId", "anna");

  private final TestLog testLog = TestLog.create();
  private final TestEvents events = new TestEvents();

  @Test
  void a_log_that_was_set_back_goes_on_without_a_gap() throws Exception {
    try (var log = testLog.open()) {
      for (var i = 0; i < 5; i++) {
        append(log);
      }
      loseAllAfter(3);
      assertThatThrownBy(() -> append(log)).cause().isInstanceOf(OutcomeUnknown.class);
      assertThat(append(log))
          .isEqualTo(new Appended(SequencePosition.of(4), SequencePosition.of(4)));
    }
    try (var other = testLog.open()) {
      assertThat(positionsOf(other)).containsExactly(1L, 2L, 3L, 4L);
    }
  }

  private AppendResult append(PostgresEventLog log) {
    return log.append(List.of(events.of("test.A", ANNA)), AppendCondition.none()).join();
  }

  private void loseAllAfter(long position) throws SQLException {
    try (var connection = TestLog.connect(testLog.owner());
        var statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
      statement.execute("DELETE FROM event WHERE position > " + position);
      statement.execute("DELETE FROM event_tag WHERE position > " + position);
      statement.execute("DELETE FROM tag_index WHERE through > " + position);
      statement.execute(
          "DELETE FROM event_tag WHERE position > (SELECT coalesce(max(through), 0) FROM tag_index)");
      statement.execute(
          "DELETE FROM event_type WHERE through > (SELECT coalesce(max(through), 0) FROM tag_index)");
    }
  }

  private static List<Long> positionsOf(PostgresEventLog log) {
    var positions = new ArrayList<Long>();
    log.source(
        EventQuery.tagged(ANNA),
        SequencePosition.ORIGIN,
        event -> positions.add(event.position().value()));
    return positions;
  }
}
