package dev.annals.eventstore.log.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.postgres.TestLog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log under random writers and readers in what stands for two processes. */
@Timeout(120)
class ConcurrentHistoryIT {

  private static final int STEPS = 60;

  private final TestLog testLog = TestLog.create();

  @Test
  void every_answer_of_a_concurrent_history_is_right() throws Exception {
    try (var one = testLog.open();
        var two = testLog.open()) {
      var history = ConcurrentHistory.record(List.of(one, two), STEPS, 1);
      var checker = testLog.checker();
      assertThat(checker.check(history)).isEmpty();
      assertThat(Tally.Kind.values())
          .filteredOn(kind -> checker.tally().of(kind) == 0)
          .as("kinds of observations that did not occur")
          .isSubsetOf(
              Tally.Kind.REFUSED,
              Tally.Kind.UNKNOWN,
              Tally.Kind.FAILED,
              Tally.Kind.SOURCED_FROM_MEMORY);
    }
  }
}
