package dev.annals.eventstore.log.postgres;

import static dev.annals.eventstore.log.postgres.EventLogSql.UNIT_SEPARATOR;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A query's items flattened into the arrays that the matching statements unnest. */
final class QueryItems {

  /** Stands for an item without tags; every event is indexed under it. */
  private static final String ANY_TAG = "";

  private static final String ANY_TYPE = "";

  private final List<String> typedTags = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private final List<String> typedCheckedTags = new ArrayList<>();
  private final List<String> untypedTags = new ArrayList<>();
  private final List<String> untypedCheckedTags = new ArrayList<>();
  private final List<String> scannedTypes = new ArrayList<>();
  private final List<String> scannedTags = new ArrayList<>();

  QueryItems(EventQuery query) {
    query.items().forEach(this::flatten);
  }

  private void flatten(EventQuery.Item item) {
    var tags = item.tags().stream().map(Tag::text).toList();
    var first = tags.isEmpty() ? ANY_TAG : tags.getFirst();
    var others = joined(tags.isEmpty() ? tags : tags.subList(1, tags.size()));
    if (item.types().isEmpty()) {
      untypedTags.add(first);
      untypedCheckedTags.add(others);
      scannedTypes.add(ANY_TYPE);
      scannedTags.add(joined(tags));
    }
    for (var type : item.types()) {
      typedTags.add(first);
      types.add(type);
      typedCheckedTags.add(others);
      scannedTypes.add(type);
      scannedTags.add(joined(tags));
    }
  }

  private static String joined(List<String> tags) {
    return tags.stream().collect(Collectors.joining(String.valueOf(UNIT_SEPARATOR)));
  }

  /** The variant of a statement that fits: with types, without, or both. */
  String variant(List<String> statements) {
    if (untypedTags.isEmpty()) {
      return statements.get(0);
    }
    return statements.get(typedTags.isEmpty() ? 1 : 2);
  }

  /**
   * Binds the parameters of the indexed matches in {@code after+1..through}.
   *
   * @param max lowest positions wanted
   * @return the index of the next parameter
   */
  int bindIndexed(PreparedStatement statement, long after, long through, int max)
      throws SQLException {
    var binding = new Binding(statement);
    if (!typedTags.isEmpty()) {
      binding.texts(typedTags).texts(types).texts(typedCheckedTags);
      binding.number(after).number(through).number(max);
    }
    if (!untypedTags.isEmpty()) {
      binding.texts(untypedTags).texts(untypedCheckedTags);
      binding.number(after).number(through).number(max);
    }
    return binding.next;
  }

  /** Binds all parameters of a scan of {@code after+1..through}. */
  void bindScan(PreparedStatement statement, long after, long through, int max)
      throws SQLException {
    new Binding(statement)
        .number(after)
        .number(through)
        .texts(scannedTypes)
        .texts(scannedTags)
        .number(max);
  }

  private static final class Binding {

    private final PreparedStatement statement;
    private final Connection connection;
    private int next = 1;

    Binding(PreparedStatement statement) throws SQLException {
      this.statement = statement;
      this.connection = statement.getConnection();
    }

    Binding number(long number) throws SQLException {
      statement.setLong(next++, number);
      return this;
    }

    Binding texts(List<String> texts) throws SQLException {
      statement.setArray(next++, connection.createArrayOf("text", texts.toArray(String[]::new)));
      return this;
    }
  }
}
