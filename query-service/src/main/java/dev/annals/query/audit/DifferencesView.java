package dev.annals.query.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.annals.eventstore.projection.Replay;
import dev.annals.eventstore.projection.ReplayComparison.Compared;
import dev.annals.eventstore.projection.ReplayComparison.RowDifference;
import dev.annals.eventstore.projection.ReplayComparison.TableDifferences;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the live view differs from a replay, both as of the same position.
 *
 * @param build the live one
 * @param deadLetters of the live view, which may explain differences
 * @param evicted events that the live view was told to leave out for ever
 */
record DifferencesView(
    long replay,
    String projection,
    long position,
    String build,
    boolean equal,
    long deadLetters,
    long evicted,
    List<Table> tables) {

  static DifferencesView of(Replay replay, Compared compared) {
    return new DifferencesView(
        replay.replay(),
        replay.projection().name(),
        replay.wanted().until().value(),
        compared.build(),
        compared.isEqual(),
        compared.letters().waiting(),
        compared.letters().evicted(),
        compared.tables().stream().map(Table::of).toList());
  }

  /**
   * One of its tables.
   *
   * @param rows the first of those that are not equal, by key
   */
  record Table(
      String table,
      long compared,
      long equal,
      long different,
      long onlyLive,
      long onlyReplayed,
      List<Row> rows) {

    static Table of(TableDifferences table) {
      return new Table(
          table.table(),
          table.equal() + table.different() + table.onlyServing() + table.onlyReplayed(),
          table.equal(),
          table.different(),
          table.onlyServing(),
          table.onlyReplayed(),
          table.rows().stream().map(Row::of).toList());
    }
  }

  /**
   * A row that is not equal, with its columns as they are called in the table.
   *
   * @param live absent if only the replay has it
   * @param replayed absent if only the live view has it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Row(
      @JsonRawValue String key,
      @JsonRawValue @Nullable String live,
      @JsonRawValue @Nullable String replayed) {

    static Row of(RowDifference row) {
      return new Row(row.key(), row.serving(), row.replayed());
    }
  }
}
