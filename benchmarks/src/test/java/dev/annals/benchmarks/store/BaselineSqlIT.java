package dev.annals.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.benchmarks.server.BenchServer;
import dev.annals.eventstore.log.postgres.LogSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineSqlIT {

  @TempDir static Path data;

  @Test
  void postgresql_plans_every_statement() throws Exception {
    try (var server = BenchServer.start(data.resolve("postgres"));
        var connection = server.database("baseline").connect();
        var statement = connection.createStatement()) {
      statement.execute(BaselineSql.CREATE_EVENT);
      statement.execute(BaselineSql.CREATE_EVENT_TAG);

      assertPlannable(connection, BaselineSql.ALL);
    }
  }

  @Test
  void postgresql_plans_every_statement_about_the_index() throws Exception {
    try (var server = BenchServer.start(data.resolve("indexed"))) {
      var database = server.database("indexed");
      LogSchema.migrate(database.log());
      try (var connection = database.connect()) {
        connection.setSchema(database.log().schema());
        assertPlannable(connection, IndexSql.ALL);
      }
    }
  }

  private static void assertPlannable(Connection connection, List<String> statements)
      throws SQLException {
    for (var sql : statements) {
      try (var planned = connection.prepareStatement(sql)) {
        // Asking for the types makes the server parse and plan it.
        assertThat(planned.getParameterMetaData().getParameterCount()).as(sql).isNotNegative();
      }
    }
  }
}
