package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PostgreSQL makes of arrays sent in its own form. */
class BinaryArrayIT {

  private static final List<Instant> INSTANTS =
      List.of(
          Instant.parse("1969-12-31T23:59:59.999999Z"),
          Instant.parse("2000-01-01T00:00:00Z"),
          Instant.parse("2026-02-28T12:34:56.123456Z"));

  private static final List<UUID> IDS = List.of(new UUID(0, 0), new UUID(-1, 1), UUID.randomUUID());

  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = new LogSessions(TestLog.create().writer()).openWriter();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void texts_arrive_as_they_are() throws SQLException {
    var texts = List.of("", "plain", "{\"a\", null}\\", "naïve 🙂 \u001f");
    assertThat((String[]) elements("?::text[]", BinaryArray.ofTexts(texts)))
        .containsExactlyElementsOf(texts);
  }

  @Test
  void numbers_arrive_as_they_are() throws SQLException {
    var numbers = new long[] {Long.MIN_VALUE, -1, 0, 42, Long.MAX_VALUE};
    assertThat((Long[]) elements("?::bigint[]", BinaryArray.ofLongs(numbers)))
        .containsExactly(Long.MIN_VALUE, -1L, 0L, 42L, Long.MAX_VALUE);
  }

  @Test
  void instants_arrive_to_the_microsecond() throws SQLException {
    var micros =
        INSTANTS.stream().mapToLong(at -> ChronoUnit.MICROS.between(Instant.EPOCH, at)).toArray();
    var sameInText = BinaryArray.ofTexts(INSTANTS.stream().map(Instant::toString).toList());
    assertThat(elements("?::timestamptz[]::text[]", BinaryArray.ofInstants(micros)))
        .isEqualTo(elements("?::text[]::timestamptz[]::text[]", sameInText));
  }

  @Test
  void identifiers_arrive_as_they_are() throws SQLException {
    assertThat((String[]) elements("?::uuid[]::text[]", BinaryArray.ofIds(IDS)))
        .containsExactlyElementsOf(IDS.stream().map(UUID::toString).toList());
  }

  @Test
  void an_array_can_be_empty() throws SQLException {
    assertThat(elements("?::uuid[]::text[]", BinaryArray.ofIds(List.of()))).isEmpty();
    assertThat(elements("?::text[]", BinaryArray.ofTexts(List.of()))).isEmpty();
    assertThat(elements("?::bigint[]", BinaryArray.ofLongs(new long[0]))).isEmpty();
  }

  private Object[] elements(String expression, BinaryArray array) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT " + expression)) {
      statement.setObject(1, array);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return (Object[]) rows.getArray(1).getArray();
      }
    }
  }
}
