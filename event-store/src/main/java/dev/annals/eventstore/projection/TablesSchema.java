package dev.annals.eventstore.projection;

import java.sql.Connection;
import java.sql.SQLException;

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
    try (var compose = connection.prepareStatement(BuildSql.COMPOSE);
        var statement = connection.createStatement()) {
      compose.setString(1, composition);
      compose.setObject(2, names);
      try (var composed = compose.executeQuery()) {
        composed.next();
        statement.execute(composed.getString(1));
      }
    }
  }
}
