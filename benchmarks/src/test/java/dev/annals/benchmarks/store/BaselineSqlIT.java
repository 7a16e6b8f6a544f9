package dev.annals.benchmarks.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.benchmarks.server.BenchServer;
import java.nio.file.Path;
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

      for (var sql : BaselineSql.ALL) {
        try (var planned = connection.prepareStatement(sql)) {
          // Asking for the types makes the server parse and plan it.
          assertThat(planned.getParameterMetaData().getParameterCount()).as(sql).isNotNegative();
        }
      }
    }
  }
}
