package dev.annals.torture.campaign;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.annals.eventstore.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class CampaignSqlIT {

  @Test
  void every_statement_is_valid() throws SQLException {
    try (var connection = TestPostgres.freshDatabase().getConnection()) {
      execute(connection, CampaignSql.CREATE_STRANGER);
      for (var sql : CampaignSql.ALL) {
        if (!sql.equals(CampaignSql.CREATE_STRANGER)) {
          assertThatCode(() -> execute(connection, "EXPLAIN " + sql)).doesNotThrowAnyException();
        }
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
