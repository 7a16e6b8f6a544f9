package dev.annals.eventstore.log.postgres;

import static dev.annals.eventstore.log.postgres.EventLogSql.UNIT_SEPARATOR;

import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.Tag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A query's items flattened into the arrays that the matching statements unnest. */
final class QueryItems {

  private static final String ANY_TYPE = "";

  private final List<String> typedTags = new ArrayList<>();
  private final List<String> typesOfTags = new ArrayList<>();
  private final List<String> typedCheckedTags = new ArrayList<>();
  private final List<String> untypedTags = new ArrayList<>();
  private final List<String> untypedCheckedTags = new ArrayList<>();
  private final List<String> typesAlone = new ArrayList<>();
  private final List<String> scannedTypes = new ArrayList<>();
  private final List<String> scannedTags = new ArrayList<>();

  QueryItems(EventQuery query) {
    query.items().forEach(this::flatten);
  }

  private void flatten(EventQuery.Item item) {
    var tags = item.tags().stream().map(Tag::text).toList();
    flattenIndexed(item, tags);
    var types = item.types().isEmpty() ? Set.of(ANY_TYPE) : item.types();
    for (var type : types) {
      scannedTypes.add(type);
      scannedTags.add(joined(tags));
    }
  }

  private void flattenIndexed(EventQuery.Item item, List<String> tags) {
    if (tags.isEmpty()) {
      typesAlone.addAll(item.types());
      return;
    }
    var others = joined(tags.subList(1, tags.size()));
    if (item.types().isEmpty()) {
      untypedTags.add(tags.getFirst());
      untypedCheckedTags.add(others);
    }
    for (var type : item.types()) {
      typedTags.add(tags.getFirst());
      typesOfTags.add(type);
      typedCheckedTags.add(others);
    }
  }

  private static String joined(List<String> tags) {
    return tags.stream().collect(Collectors.joining(String.valueOf(UNIT_SEPARATOR)));
  }

  /** What finds a page of the matches. */
  SourceSql source() {
    if (!typesAlone.isEmpty() || typedTags.isEmpty() == untypedTags.isEmpty()) {
      return SourceSql.BY_ANY;
    }
    return untypedTags.isEmpty() ? SourceSql.BY_TAG_AND_TYPE : SourceSql.BY_TAG;
  }

  /**
   * Binds the parameters of {@link #source} for the range {@code after+1..through}.
   *
   * @param max lowest positions wanted
   */
  void bindSource(PreparedStatement statement, long after, long through, int max)
      throws SQLException {
    var source = source();
    var binding = new Binding(statement);
    if (source != SourceSql.BY_TAG) {
      binding.texts(typedTags).texts(typesOfTags).texts(typedCheckedTags);
      binding.number(after).number(through).number(max);
    }
    if (source != SourceSql.BY_TAG_AND_TYPE) {
      binding.texts(untypedTags).texts(untypedCheckedTags);
      binding.number(after).number(through).number(max);
    }
    if (source == SourceSql.BY_ANY) {
      binding.texts(typesAlone).number(after).number(through).number(max);
    }
    binding.number(max);
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
