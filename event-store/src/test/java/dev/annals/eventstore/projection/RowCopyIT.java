package dev.annals.eventstore.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.annals.eventstore.testing.TestPostgres;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowCopyIT {

  private static final String COPY = "COPY entry (id, name, amount, at) FROM STDIN (FORMAT binary)";
  private static final int COLUMNS = 4;
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

  private final DataSource database = TestPostgres.freshPool();
  private Connection connection;

  @BeforeEach
  void createTable() throws SQLException {
    connection = database.getConnection();
    connection.setAutoCommit(false);
    execute(
        "CREATE TABLE entry (id bigint PRIMARY KEY, name text, amount numeric(76, 0), at"
            + " timestamptz)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void numbers_of_any_size_arrive_as_they_are() throws Exception {
    var numbers =
        Stream.of(
                "0",
                "1",
                "-1",
                "9999",
                "10000",
                "-10000",
                "100000000",
                "123456789012",
                "9223372036854775807",
                "-9223372036854775808",
                "18446744073709551617",
                "100000000000000000000000000000000000000",
                "-99999999999999999999999999999999999999000010000")
            .map(BigInteger::new)
            .toList();
    try (var copy = RowCopy.begin(connection, COPY, COLUMNS)) {
      for (var i = 0; i < numbers.size(); i++) {
        copy.row().number(i).text("x").number(numbers.get(i)).instant(NOON);
      }
      assertThat(copy.end()).isEqualTo(numbers.size());
    }

    for (var i = 0; i < numbers.size(); i++) {
      assertThat(value("amount", i, BigDecimal.class).toBigIntegerExact())
          .isEqualTo(numbers.get(i));
    }
  }

  @Test
  void instants_before_and_after_the_server_s_own_epoch_arrive_to_the_microsecond()
      throws Exception {
    var instants =
        List.of(
            NOON,
            Instant.EPOCH,
            Instant.parse("1999-12-31T23:59:59.999999Z"),
            Instant.parse("2000-01-01T00:00:00Z"),
            Instant.parse("1883-11-18T12:00:00.000001Z"));
    try (var copy = RowCopy.begin(connection, COPY, COLUMNS)) {
      for (var i = 0; i < instants.size(); i++) {
        copy.row().number(i).text("x").number(BigInteger.ONE).instant(instants.get(i));
      }
      copy.end();
    }

    for (var i = 0; i < instants.size(); i++) {
      assertThat(value("at", i, OffsetDateTime.class).toInstant()).isEqualTo(instants.get(i));
    }
  }

  @Test
  void texts_of_any_length_and_none_arrive() throws Exception {
    var texts = List.of("", "tab\tline\nslash\\", "Ünïcödé 😀", "long ".repeat(100_000));
    try (var copy = RowCopy.begin(connection, COPY, COLUMNS)) {
      for (var i = 0; i < texts.size(); i++) {
        copy.row().number(i).text(texts.get(i)).number(BigInteger.ONE).instant(NOON);
      }
      copy.row().number(texts.size()).text(null).number(BigInteger.ONE).instant(NOON);
      copy.end();
    }

    for (var i = 0; i < texts.size(); i++) {
      assertThat(value("name", i, String.class)).isEqualTo(texts.get(i));
    }
    assertThat(count("WHERE name IS NULL")).isEqualTo(1);
  }

  @Test
  void many_rows_are_sent_in_parts() throws Exception {
    try (var copy = RowCopy.begin(connection, COPY, COLUMNS)) {
      for (var i = 0; i < 20_000; i++) {
        copy.row().number(i).text("name " + i).number(BigInteger.valueOf(i)).instant(NOON);
      }
      assertThat(copy.end()).isEqualTo(20_000);
    }

    assertThat(count("WHERE name = 'name ' || id AND amount = id")).isEqualTo(20_000);
  }

  @Test
  void rows_that_are_not_ended_are_not_there_and_the_connection_can_go_on() throws Exception {
    connection.commit();
    try (var copy = RowCopy.begin(connection, COPY, COLUMNS)) {
      copy.row().number(1).text("x").number(BigInteger.ONE).instant(NOON);
    }
    connection.rollback();

    assertThat(count("")).isZero();
  }

  @Test
  void a_row_that_the_table_refuses_fails_the_copy() throws Exception {
    try (var copy = RowCopy.begin(connection, COPY, COLUMNS)) {
      copy.row().number(1).text("x").number(BigInteger.ONE).instant(NOON);
      copy.row().number(1).text("y").number(BigInteger.ONE).instant(NOON);

      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(copy::end)
          .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo("23505"));
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long count(String where) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT count(*) FROM entry " + where)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private <T> T value(String column, long id, Class<T> type) throws SQLException {
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery("SELECT %s FROM entry WHERE id = %d".formatted(column, id))) {
      rows.next();
      return rows.getObject(1, type);
    }
  }
}
