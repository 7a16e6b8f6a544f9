package dev.annals.eventstore.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestPostgresIT {

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "max_connections, 300",
    "server_encoding, UTF8"
  })
  void is_configured_like_a_production_server(String setting, String value) throws SQLException {
    assertThat(ask(TestPostgres.freshDatabase(), "SHOW " + setting)).isEqualTo(value);
  }

  @Test
  void is_version_18() throws SQLException {
    assertThat(ask(TestPostgres.freshDatabase(), "SHOW server_version")).startsWith("18.");
  }

  @Test
  void gives_each_caller_a_database_of_its_own() throws SQLException {
    var one = TestPostgres.freshDatabase();
    var other = TestPostgres.freshDatabase();

    run(one, "CREATE TABLE mine (id int)");

    assertThat(ask(one, "SELECT to_regclass('mine')::text")).isEqualTo("mine");
    assertThat(ask(other, "SELECT to_regclass('mine') IS NULL")).isEqualTo("t");
  }

  @Test
  void sorts_text_by_code_point_on_every_machine() throws SQLException {
    assertThat(
            ask(
                TestPostgres.freshDatabase(),
                "SELECT string_agg(t, '' ORDER BY t) FROM unnest(ARRAY['b','A','a','B','_']) t"))
        .isEqualTo("AB_ab");
  }

  private static String ask(DataSource database, String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static void run(DataSource database, String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
