package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.deadletter.DeadLetterSql;
import dev.annals.eventstore.testing.TestPostgres;
import java.sql.Types;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProjectionSqlIT {

  @Test
  void every_statement_can_be_planned() throws Exception {
    var database = TestPostgres.freshDatabase();
    ProjectionSchema.migrate(database);
    try (var connection = database.getConnection()) {
      for (var sql :
          Stream.of(
                  SegmentSql.ALL,
                  BuildSql.ALL,
                  DeadLetterSql.ALL,
                  ReplaySql.ALL,
                  ReplayComparisonSql.ALL)
              .flatMap(List::stream)
              .toList()) {
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
