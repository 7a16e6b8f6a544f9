package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table of a view whose rows tell what it held after any event of the past.
 *
 * @param name without a schema, as in {@link Projection#tables}
 * @param key the columns that tell its rows apart, never null
 * @param rowsAt a {@code SELECT} of the rows that the table held after the event at {@code
 *     :position} and every one before it, and none later. MUST yield all columns of the table, in
 *     the table's order and of the same types; each row once. MUST start from the table's own rows,
 *     and yield one as it is that has not changed since the position, so that a row that was
 *     changed, added or taken away by hand is seen. Names tables without a schema. {@code
 *     :position}, its only parameter, may stand in it several times. The table may have come
 *     further, each row as far as another; never less far.
 */
public record PastTable(String name, List<String> key, String rowsAt) {

  /** What stands for the position. */
  public static final String POSITION = ":position";

  private static final Pattern PARAMETER = Pattern.compile(POSITION + "\\b");

  public PastTable {
    key = List.copyOf(key);
    if (key.isEmpty()) {
      throw new IllegalArgumentException("Rows of %s need a key".formatted(name));
    }
    if (!rowsAt.contains(POSITION)) {
      throw new IllegalArgumentException(
          "Past rows of %s do not depend on %s".formatted(name, POSITION));
    }
  }

  /** The {@code SELECT} for one position. */
  String rowsAt(SequencePosition position) {
    return PARAMETER.matcher(rowsAt).replaceAll("CAST(%s AS bigint)".formatted(position));
  }
}
