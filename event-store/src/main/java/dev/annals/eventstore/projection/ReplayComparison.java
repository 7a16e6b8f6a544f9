package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of comparing a replay with the view that serves. */
public sealed interface ReplayComparison {

  /**
   * Both are known as of the replay's position.
   *
   * @param build the name of the one that serves
   * @param tables each of the view's tables
   * @param letters events that the one that serves could not apply, which may explain differences
   */
  record Compared(String build, List<TableDifferences> tables, Letters letters)
      implements ReplayComparison {

    public boolean isEqual() {
      return tables.stream().allMatch(table -> table.rows().isEmpty());
    }
  }

  /**
   * They cannot be compared.
   *
   * @param serving where the view that serves stands
   */
  record Incomparable(Obstacle obstacle, SequencePosition serving) implements ReplayComparison {}

  /** Why they cannot be compared. */
  enum Obstacle {
    /** The replay runs, or has no tables any more. */
    REPLAY_NOT_DONE,
    /** The view that serves has not come as far as the replay yet. */
    SERVING_IS_BEHIND,
    SERVING_IS_OF_OTHER_VERSION,
    /** The view's rows do not tell what they were. */
    ROWS_CANNOT_TELL,
    /** A statement did not end in time. */
    TOOK_TOO_LONG
  }

  /**
   * Events that the view that serves left out.
   *
   * @param waiting dead letters of now
   * @param evicted for ever
   */
  record Letters(long waiting, long evicted) {}

  /**
   * A table of both, in numbers.
   *
   * @param different rows that both have, and not with the same values
   * @param rows the first that are not equal, by key
   */
  record TableDifferences(
      String table,
      long equal,
      long different,
      long onlyServing,
      long onlyReplayed,
      List<RowDifference> rows) {}

  /**
   * A row that is not equal; all as JSON objects.
   *
   * @param serving null if only the replay has it
   * @param replayed null if only the one that serves has it
   */
  record RowDifference(String key, @Nullable String serving, @Nullable String replayed) {}
}
