package dev.annals.eventstore.log.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.history.Violation.Kind;
import dev.annals.eventstore.log.postgres.TestLog;
import dev.annals.eventstore.testing.TestPostgres;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bugs put into a log that works, under concurrent load: the checker must find each. */
@Timeout(120)
class BuggyLogsIT {

  private static final int STEPS = 25;

  /** A bug may stay without consequence for a while, as chance will have it. */
  private static final int HISTORIES_MAX = 8;

  @Test
  void a_skipped_check_is_found() throws Exception {
    assertThat(kindsFound(BuggyLogs::skipsTheCheck, Kind.FORBIDDEN_APPEND))
        .containsExactly(Kind.FORBIDDEN_APPEND);
  }

  @Test
  void a_lost_acknowledgement_is_found() throws Exception {
    kindsFound(BuggyLogs::losesAcknowledged, Kind.LOST_ACKNOWLEDGEMENT);
  }

  @Test
  void a_forgotten_key_is_found() throws Exception {
    kindsFound(BuggyLogs::forgetsKeys, Kind.STORED_TWICE);
  }

  @Test
  void an_answer_that_is_not_the_first_is_found() throws Exception {
    kindsFound(BuggyLogs::answersRetriesAnew, Kind.WRONG_DUPLICATE);
  }

  @Test
  void an_append_in_two_transactions_is_found() throws Exception {
    kindsFound(BuggyLogs::tearsAppends, Kind.LOST_ACKNOWLEDGEMENT);
  }

  @Test
  void a_reader_that_skips_an_event_is_found() throws Exception {
    assertThat(kindsFound(BuggyLogs::skipsWhenSourcing, Kind.SKIPPED_EVENT))
        .containsExactly(Kind.SKIPPED_EVENT);
  }

  @Test
  void a_reader_of_an_old_copy_is_found() throws Exception {
    kindsFound(BuggyLogs::sourcesWhatIsOld, Kind.STALE_READ);
  }

  @Test
  void a_subscription_that_skips_an_event_is_found() throws Exception {
    kindsFound(BuggyLogs::skipsWhenDelivering, Kind.SKIPPED_EVENT);
  }

  @Test
  void positions_from_a_sequence_are_found_by_readers_who_skip() throws Exception {
    for (var seed = 1; seed <= HISTORIES_MAX; seed++) {
      if (kindsOfSequenceLog(seed, false).contains(Kind.SKIPPED_EVENT)) {
        return;
      }
    }
    fail("No reader skipped what committed late");
  }

  @Test
  void positions_from_a_sequence_are_found_by_the_gaps_of_rollbacks() throws Exception {
    for (var seed = 1; seed <= HISTORIES_MAX; seed++) {
      if (kindsOfSequenceLog(seed, true).contains(Kind.GAP)) {
        return;
      }
    }
    fail("No rollback left a gap");
  }

  private static Set<Kind> kindsOfSequenceLog(long seed, boolean rollsBack) throws Exception {
    var database = TestPostgres.freshDatabase();
    try (var log = SequenceLog.create(database, rollsBack)) {
      var history = ConcurrentHistory.record(List.of(log), STEPS, seed);
      try (var connection = database.getConnection()) {
        return kinds(HistoryChecker.of(connection).check(history));
      }
    }
  }

  /** What was found in the first history that shows the bug. */
  private static Set<Kind> kindsFound(UnaryOperator<EventLog> bug, Kind expected) throws Exception {
    for (var seed = 1; seed <= HISTORIES_MAX; seed++) {
      var testLog = TestLog.create();
      try (var one = testLog.open();
          var two = bug.apply(testLog.open())) {
        var history = ConcurrentHistory.record(List.of(one, two), STEPS, seed);
        var kinds = kinds(testLog.checker().check(history));
        if (kinds.contains(expected)) {
          return kinds;
        }
      }
    }
    return fail("%d histories without a %s".formatted(HISTORIES_MAX, expected));
  }

  private static Set<Kind> kinds(List<Violation> violations) {
    return violations.stream().map(Violation::kind).collect(Collectors.toSet());
  }
}
