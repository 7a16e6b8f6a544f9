package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventLogSqlIT {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\?");

  @Test
  void every_statement_can_be_planned() throws SQLException {
    try (var connection = TestLog.connect(TestLog.create().writer());
        var statement = connection.createStatement()) {
      for (var sql : all()) {
        statement.execute("PREPARE planned AS " + numbered(sql));
        statement.execute("DEALLOCATE planned");
      }
    }
  }

  @Test
  void no_statement_scans_the_log() throws SQLException {
    try (var connection = planner()) {
      for (var sql : all()) {
        assertThat(plan(connection, sql)).doesNotContain("Seq Scan");
      }
    }
  }

  private static List<String> all() {
    return Stream.of(EventLogSql.ALL, SourceSql.ALL).flatMap(List::stream).toList();
  }

  @Test
  void sourcing_by_tag_and_type_finds_both_and_the_position_in_the_index() throws SQLException {
    try (var connection = planner()) {
      assertThat(plan(connection, SourceSql.BY_TAG_AND_TYPE.byPlace))
          .containsPattern(
              "event_tag_position.*\\s*Index Cond: .*tag_hash = .*type_hash = .*position\" > .*position\" <= ")
          .contains("TID Cond: (ctid = ");
      assertThat(plan(connection, EventLogSql.SCAN))
          .containsPattern("event_pkey.*\\s*Index Cond: .*position\" > .*position\" <= ");
    }
  }

  /** The planner's settings are the sessions'; only the simple protocol can explain a parameter. */
  private static Connection planner() throws SQLException {
    var log = TestLog.create().writer();
    var url = log.url() + "?preferQueryMode=simple";
    return new LogSessions(new LogConnection(url, log.user(), log.password(), log.schema()))
        .openWriter();
  }

  @Test
  void no_session_is_free_to_plan_a_scan() throws SQLException {
    var sessions = new LogSessions(TestLog.create().writer());
    try (var writer = sessions.openWriter();
        var background = sessions.openBackground();
        var follower = sessions.openFollower();
        var reader = sessions.readers().getConnection()) {
      for (var session : List.of(writer, background, follower, reader)) {
        assertThat(setting(session, "enable_seqscan")).isEqualTo("off");
        assertThat(setting(session, "plan_cache_mode")).isEqualTo("force_generic_plan");
      }
    }
  }

  private static String setting(Connection session, String name) throws SQLException {
    try (var statement = session.createStatement();
        var rows = statement.executeQuery("SHOW " + name)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static String plan(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("EXPLAIN (GENERIC_PLAN) " + numbered(sql))) {
      var plan = new StringBuilder();
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
      return plan.toString();
    }
  }

  private static String numbered(String sql) {
    var number = new AtomicInteger();
    return PLACEHOLDER.matcher(sql).replaceAll(_ -> "\\$" + number.incrementAndGet());
  }
}
