package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.annals.eventstore.log.AppendCondition;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import dev.annals.eventstore.log.TestEvents;
import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/**
 * Nobody changes what is recorded: the services may not, and the owner is stopped from doing it by
 * mistake. Goes over every table the schema has, so that a new one is covered or fails here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppendOnlyIT {

  private static final String NO_PRIVILEGE = "42501";
  private static final String UNIQUE_VIOLATION = "23505";

  /** Not part of the record: what can be computed again, and the migrations' own list. */
  private static final Set<String> CHANGEABLE = Set.of("snapshot", "flyway_schema_history");

  private static final String SELECT_TABLES =
      """
      SELECT quote_ident(relname) FROM pg_catalog.pg_class
       WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p', 'f')
       ORDER BY relname
      """;

  private static final String COPY_EVENT =
      """
      COPY event (position, event_id, type, revision, occurred_at, tags, payload, metadata)
      FROM STDIN
      """;
  private static final String COPIED =
      "1\t00000000-0000-0000-0000-000000000001\ttest.Other\t1\t2026-01-01\t{}\t{}\t{}\n";

  private final TestLog testLog = TestLog.create();
  private final PostgresEventLog log = testLog.open();
  private final List<SequencedEvent> recorded = new ArrayList<>();

  @BeforeAll
  void record_an_event_and_a_request() {
    var event = new TestEvents().of("test.Opened", Tag.of("accountId", "anna"));
    var request = new IdempotencyRecord("key", "print", "answer");
    log.append(List.of(event), AppendCondition.none(), request).join();
    recorded.addAll(read());
  }

  @AfterEach
  void the_record_is_as_it_was() {
    assertThat(recorded).hasSize(1);
    assertThat(read()).isEqualTo(recorded);
  }

  @AfterAll
  void close() {
    log.close();
  }

  private List<SequencedEvent> read() {
    return log.read(EventQuery.all(), SequencePosition.ORIGIN, EventReader.READ_MAX);
  }

  private List<LogConnection> services() {
    return List.of(testLog.writer(), testLog.reader(), testLog.sealer());
  }

  /** Snapshots come and go. */
  private boolean mayChange(LogConnection service, String table) {
    return service.equals(testLog.writer()) && table.equals("snapshot");
  }

  private List<String> tables() throws SQLException {
    return ask(testLog.owner(), SELECT_TABLES);
  }

  @Test
  void the_tables_of_the_record_are_known() throws SQLException {
    assertThat(tables())
        .contains("event", "request", "event_tag", "event_type", "tag_index")
        .contains("seal", "sealed_tile", "seal_key");
  }

  /** By the services for want of a right, by the owner because of a trigger. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE %1$s SET %2$s = %2$s",
        "UPDATE %1$s SET %2$s = NULL WHERE false",
        "DELETE FROM %1$s",
        "DELETE FROM %1$s WHERE false",
        "MERGE INTO %1$s USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
        "TRUNCATE %1$s",
        "TRUNCATE %1$s CASCADE"
      })
  void changing_a_table_of_the_record_is_refused_to_everyone(String sql) throws SQLException {
    for (var table : tables()) {
      var change = sql.formatted(table, firstColumn(table));
      for (var service : services()) {
        if (!mayChange(service, table) || sql.startsWith("TRUNCATE")) {
          assertRefused(service, change, NO_PRIVILEGE);
        }
      }
      if (!CHANGEABLE.contains(table)) {
        assertRefused(testLog.owner(), change, NO_PRIVILEGE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE %s",
        "DROP TABLE %s CASCADE",
        "ALTER TABLE %s DISABLE TRIGGER ALL",
        "ALTER TABLE %s DISABLE TRIGGER USER",
        "ALTER TABLE %s ADD COLUMN more text",
        "ALTER TABLE %s RENAME TO other",
        "ALTER TABLE %s OWNER TO CURRENT_USER",
        "ALTER TABLE %s ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE %s SET SCHEMA public",
        "CREATE RULE nothing AS ON INSERT TO %s DO INSTEAD NOTHING",
        "CREATE TRIGGER other BEFORE INSERT ON %s EXECUTE FUNCTION refuse_change()",
        "CREATE INDEX ON %s ((1))",
        "SELECT 1 FROM %s FOR UPDATE",
        "BEGIN; LOCK TABLE %s IN ACCESS EXCLUSIVE MODE"
      })
  void no_service_reshapes_or_blocks_a_table(String sql) throws SQLException {
    var locks = sql.contains("LOCK TABLE") || sql.contains("FOR UPDATE");
    for (var table : tables()) {
      for (var service : services()) {
        if (!mayChange(service, table) || !locks) {
          assertRefused(service, sql.formatted(table), NO_PRIVILEGE);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP SCHEMA annals_log CASCADE",
        "CREATE TABLE annals_log.other (id int)",
        "DROP FUNCTION refuse_change CASCADE",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN RETURN NULL; END'",
        "SET session_replication_role = replica",
        "SET ROLE postgres",
        "ALTER ROLE CURRENT_USER SUPERUSER",
        "COPY event FROM PROGRAM 'true'"
      })
  void no_service_gets_round_the_tables(String sql) {
    services().forEach(as -> assertRefused(as, sql, NO_PRIVILEGE));
  }

  /** A grant of what one does not have is only a warning. */
  @Test
  void no_service_grants_itself_a_right() throws SQLException {
    for (var table : tables()) {
      for (var service : services()) {
        var grant = "GRANT ALL ON %s TO PUBLIC; TRUNCATE %s".formatted(table, table);
        assertRefused(service, grant, NO_PRIVILEGE);
      }
    }
  }

  @Test
  void a_reader_adds_nothing() throws SQLException {
    for (var table : tables()) {
      var insert = "INSERT INTO %s DEFAULT VALUES".formatted(table);
      assertRefused(testLog.reader(), insert, NO_PRIVILEGE);
    }
    assertRefused(testLog.reader(), "SELECT key FROM request", NO_PRIVILEGE);
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> copy(testLog.reader()))
        .satisfies(e -> assertThat(e.getSQLState()).isEqualTo(NO_PRIVILEGE));
  }

  @Test
  void a_sealer_appends_nothing() {
    assertRefused(testLog.sealer(), "INSERT INTO event DEFAULT VALUES", NO_PRIVILEGE);
    assertRefused(testLog.sealer(), "INSERT INTO request DEFAULT VALUES", NO_PRIVILEGE);
    assertRefused(testLog.sealer(), "SELECT key FROM request", NO_PRIVILEGE);
  }

  @Test
  void a_writer_seals_nothing() {
    for (var table : List.of("seal", "sealed_tile", "seal_key")) {
      assertRefused(
          testLog.writer(), "INSERT INTO %s DEFAULT VALUES".formatted(table), NO_PRIVILEGE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 23505",
    "ON CONFLICT (position) DO UPDATE SET payload = excluded.payload, 42501"
  })
  void no_writer_puts_an_event_in_the_place_of_another(String onConflict, String state) {
    var insert =
        """
        INSERT INTO event (position, event_id, type, revision, occurred_at, tags, payload, metadata)
        VALUES (1, gen_random_uuid(), 'test.Other', '1', now(), '{}', '{}', '{}')
        """;
    assertRefused(testLog.writer(), insert + onConflict, state);
  }

  @ParameterizedTest
  @CsvSource({"'', 23505", "ON CONFLICT (key) DO UPDATE SET answer = excluded.answer, 42501"})
  void no_writer_records_another_answer_to_a_request(String onConflict, String state) {
    var insert =
        "INSERT INTO request (key, fingerprint, answer, position) VALUES ('key', '', 'other', 1) ";
    assertRefused(testLog.writer(), insert + onConflict, state);
  }

  @Test
  void no_writer_copies_an_event_into_the_place_of_another() {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> copy(testLog.writer()))
        .satisfies(e -> assertThat(e.getSQLState()).isEqualTo(UNIQUE_VIOLATION));
  }

  private static void copy(LogConnection as) throws SQLException, IOException {
    try (var connection = TestLog.connect(as)) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(COPY_EVENT, new StringReader(COPIED));
    }
  }

  private String firstColumn(String table) throws SQLException {
    return ask(
            testLog.owner(),
            """
            SELECT quote_ident(attname) FROM pg_catalog.pg_attribute
             WHERE attnum = 1 AND attrelid = '%s'::regclass
            """
                .formatted(table))
        .getFirst();
  }

  private static List<String> ask(LogConnection as, String sql) throws SQLException {
    try (var connection = TestLog.connect(as);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var answers = new ArrayList<String>();
      while (rows.next()) {
        answers.add(rows.getString(1));
      }
      return answers;
    }
  }

  private static void assertRefused(LogConnection as, String sql, String state) {
    assertThatExceptionOfType(SQLException.class)
        .as("%s by %s", sql, as.user())
        .isThrownBy(() -> run(as, sql))
        .satisfies(e -> assertThat(e.getSQLState()).as(e.getMessage()).isEqualTo(state));
  }

  private static void run(LogConnection as, String sql) throws SQLException {
    try (var connection = TestLog.connect(as);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
