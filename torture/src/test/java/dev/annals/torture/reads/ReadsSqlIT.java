package dev.annals.torture.reads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.projection.ProjectionSchema;
import dev.annals.eventstore.testing.TestPostgres;
import java.sql.SQLException;
import java.sql.Types;
import org.junit.jupiter.api.Test;

class ReadsSqlIT {

  @Test
  void every_statement_can_be_planned() throws SQLException {
    var database = TestPostgres.freshDatabase();
    ProjectionSchema.migrate(database);
    try (var connection = database.getConnection();
        var setUp = connection.createStatement()) {
      setUp.execute("SET search_path = live; " + ReadsSql.DELIVERIES);
      for (var sql : ReadsSql.ALL) {
        try (var statement = connection.prepareStatement("EXPLAIN " + sql)) {
          for (var i = 1; i <= sql.chars().filter(c -> c == '?').count(); i++) {
            statement.setNull(i, Types.NULL);
          }
          assertThat(statement.executeQuery().next()).isTrue();
        }
      }
    }
  }
}
