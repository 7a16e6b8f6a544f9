package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.fail;

import dev.annals.eventstore.log.history.ConcurrentHistory;
import dev.annals.eventstore.log.history.Violation;
import dev.annals.eventstore.log.history.Violation.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Bugs put into the parts of the log, under concurrent load of two processes: the checker of
 * histories must find each.
 */
@Timeout(180)
class BuggyPartsIT {

  private static final int STEPS = 60;

  /** A bug may stay without consequence for a while, as chance will have it. */
  private static final int HISTORIES_MAX = 30;

  @Test
  void a_tail_that_misses_a_batch_of_another_process_is_found() throws Exception {
    requireFound(new ForgetfulTail.Parts(), Kind.FORBIDDEN_APPEND);
  }

  @Test
  void an_indexer_that_skips_an_event_is_found() throws Exception {
    requireFound(new SkippingIndexer.Parts(), Kind.SKIPPED_EVENT, Kind.WRONG_INDEX);
  }

  /** In both processes, as the right part of one may do the work of the other. */
  private static void requireFound(LogParts buggy, Kind... expected) throws Exception {
    var found = EnumSet.noneOf(Kind.class);
    for (var seed = 1; seed <= HISTORIES_MAX; seed++) {
      var testLog = TestLog.create();
      try (var one = testLog.openWith(buggy);
          var two = testLog.openWith(buggy)) {
        var history = ConcurrentHistory.record(List.of(one, two), STEPS, seed);
        testLog.checker().check(history).stream().map(Violation::kind).forEach(found::add);
        if (found.containsAll(List.of(expected))) {
          return;
        }
      }
    }
    fail("%d histories show only %s, not %s".formatted(HISTORIES_MAX, found, List.of(expected)));
  }

  /** Believes what others append to be about nothing. */
  private static final class ForgetfulTail extends LogTail {

    ForgetfulTail(LogLimits limits) {
      super(
          limits.tailEventsMax(),
          limits.tailCharactersMax(),
          limits.batchEventsMax() + PostgresEventLog.APPEND_EVENTS_MAX);
    }

    @Override
    synchronized void add(EventMark right) {
      super.add(new EventMark(right.position(), right.id(), "test.Forgotten", Set.of()));
    }

    private static final class Parts implements LogParts {
      @Override
      public LogTail tail(LogLimits limits) {
        return new ForgetfulTail(limits);
      }
    }
  }

  /** Leaves out the first event of each bulk, and says that it is indexed. */
  private static final class SkippingIndexer extends TagIndexer {

    SkippingIndexer(LogSessions sessions, LongSupplier head, LogLimits limits) {
      super(sessions, head, limits.tailEventsMax());
    }

    @Override
    boolean index(Connection connection, long after, long to) throws SQLException {
      try (var statement = connection.prepareStatement(EventLogSql.INDEX)) {
        statement.setLong(1, after);
        statement.setLong(2, to);
        statement.setLong(3, after);
        statement.setLong(4, to);
        statement.setLong(5, after + 1);
        statement.setLong(6, to);
        statement.setLong(7, after + 1);
        statement.setLong(8, to);
        return statement.executeUpdate() > 0;
      }
    }

    private static final class Parts implements LogParts {
      @Override
      public TagIndexer indexer(LogSessions sessions, LongSupplier head, LogLimits limits) {
        return new SkippingIndexer(sessions, head, limits);
      }
    }
  }
}
