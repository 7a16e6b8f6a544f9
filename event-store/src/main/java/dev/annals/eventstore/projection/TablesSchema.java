package dev.annals.eventstore.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The schema that holds the tables of one build or replay, and nothing else. */
final class TablesSchema {

  private TablesSchema() {}

  /**
   * Creates it with the projection's tables, and sends the transaction's unqualified names there.
   */
  static void create(Connection connection, String schema, Projection projection)
      throws SQLException {
    execute(connection, BuildSql.CREATE_SCHEMA, schema);
    try (var path = connection.prepareStatement(BuildSql.SET_PATH);
        var tables = connection.createStatement()) {
      path.setString(1, schema);
      path.executeQuery().close();
      tables.execute(projection.tables());
    }
  }

  static void drop(Connection connection, String schema) throws SQLException {
    execute(connection, BuildSql.DROP_SCHEMA, schema);
  }

  /** Runs a statement whose identifiers PostgreSQL puts in. */
  static void execute(Connection connection, String composition, String... names)
      throws SQLException {
    execute(connection, List.of(compose(connection, composition, names)));
  }

  /** A statement with these identifiers. */
  static String compose(Connection connection, String composition, String... names)
      throws SQLException {
    try (var compose = connection.prepareStatement(BuildSql.COMPOSE)) {
      compose.setString(1, composition);
      compose.setObject(2, names);
      try (var composed = compose.executeQuery()) {
        composed.next();
        return composed.getString(1);
      }
    }
  }

  /** Runs composed statements; sends all of them before it waits for an answer. */
  static void execute(Connection connection, List<String> statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(String.join(";\n", statements));
    }
  }
}
