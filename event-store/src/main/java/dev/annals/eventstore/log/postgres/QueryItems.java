package dev.annals.eventstore.log.postgres;

import static dev.annals.eventstore.log.postgres.EventLogSql.UNIT_SEPARATOR;

import dev.annals.eventstore.log.EventQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** A query's items flattened into the arrays that the matching statements unnest. */
final class QueryItems {

  /** Stands for an item without tags; every event is indexed under it. */
  private static final String ANY_TAG = "";

  private final List<String> typedTags = new ArrayList<>();
  private final List<String> types = new ArrayList<>();
  private final List<String> typedOtherTags = new ArrayList<>();
  private final List<String> untypedTags = new ArrayList<>();
  private final List<String> untypedOtherTags = new ArrayList<>();

  QueryItems(EventQuery query) {
    query.items().forEach(this::flatten);
  }

  private void flatten(EventQuery.Item item) {
    var first = ANY_TAG;
    var others = new StringJoiner(String.valueOf(UNIT_SEPARATOR));
    for (var tag : item.tags()) {
      if (first.equals(ANY_TAG)) {
        first = tag.text();
      } else {
        others.add(tag.text());
      }
    }
    if (item.types().isEmpty()) {
      untypedTags.add(first);
      untypedOtherTags.add(others.toString());
    }
    for (var type : item.types()) {
      typedTags.add(first);
      types.add(type);
      typedOtherTags.add(others.toString());
    }
  }

  /**
   * Binds the nine parameters of the matched positions.
   *
   * @return the index of the next parameter
   */
  int bind(PreparedStatement statement, long after, long through) throws SQLException {
    var connection = statement.getConnection();
    statement.setArray(1, texts(connection, typedTags));
    statement.setArray(2, texts(connection, types));
    statement.setArray(3, texts(connection, typedOtherTags));
    statement.setLong(4, after);
    statement.setLong(5, through);
    statement.setArray(6, texts(connection, untypedTags));
    statement.setArray(7, texts(connection, untypedOtherTags));
    statement.setLong(8, after);
    statement.setLong(9, through);
    return 10;
  }

  private static java.sql.Array texts(Connection connection, List<String> texts)
      throws SQLException {
    return connection.createArrayOf("text", texts.toArray(String[]::new));
  }
}
