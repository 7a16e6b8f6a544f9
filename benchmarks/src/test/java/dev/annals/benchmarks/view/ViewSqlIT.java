package dev.annals.benchmarks.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.annals.benchmarks.server.BenchServer;
import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.store.PaymentHistory;
import dev.annals.query.payments.account.AccountModule;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewSqlIT {

  @TempDir static Path data;

  private static BenchServer server;

  @BeforeAll
  static void start() {
    server = BenchServer.start(data.resolve("postgres"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void postgresql_plans_every_statement() throws Exception {
    try (var connection = withTables(server.database("planned"))) {
      for (var sql : ViewSql.ALL) {
        assertPlannable(connection, sql);
      }
      for (var sql : AxonViewSql.ALL) {
        assertPlannable(connection, sql);
      }
    }
  }

  @Test
  void a_digest_tells_a_row_that_is_not_like_the_others_row() throws Exception {
    try (var one = withTables(server.database("one"));
        var other = withTables(server.database("other"))) {
      insertStatus(one, 1);
      insertStatus(other, 2);

      assertThat(ViewDigest.of(one))
          .isEqualTo(ViewDigest.of(one))
          .isNotEqualTo(ViewDigest.of(other));
    }
  }

  @Test
  void views_with_a_row_too_many_are_refused() throws Exception {
    try (var connection = withTables(server.database("surplus"))) {
      insertStatus(connection, 1);
      var digest = ViewDigest.of(connection);

      assertThatIllegalStateException()
          .isThrownBy(() -> digest.requireComplete(new PaymentHistory()));
    }
  }

  private static Connection withTables(Database database) throws SQLException {
    var connection = database.connect();
    try (var statement = connection.createStatement()) {
      statement.execute(new AccountModule().accountProjection().tables());
    }
    return connection;
  }

  private static void insertStatus(Connection database, long position) throws SQLException {
    try (var insert = database.prepareStatement(AxonViewSql.INSERT_STATUS)) {
      insert.setString(1, "account");
      insert.setLong(2, position);
      insert.setObject(3, OffsetDateTime.parse("2025-01-01T00:00:00Z"));
      insert.executeUpdate();
    }
  }

  private static void assertPlannable(Connection connection, String sql) throws SQLException {
    try (var planned = connection.prepareStatement(sql)) {
      // Asking for the types makes the server parse and plan it.
      assertThat(planned.getParameterMetaData().getParameterCount()).as(sql).isNotNegative();
    }
  }
}
