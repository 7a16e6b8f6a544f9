package dev.annals.eventstore.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EventLogSqlIT {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\?");

  @Test
  void every_statement_can_be_planned() throws SQLException {
    try (var connection = TestLog.connect(TestLog.create().writer());
        var statement = connection.createStatement()) {
      for (var sql : EventLogSql.ALL) {
        statement.execute("PREPARE planned AS " + numbered(sql));
        statement.execute("DEALLOCATE planned");
      }
    }
  }

  @Test
  void sourcing_by_tag_and_type_uses_the_tag_index_alone() throws SQLException {
    var plan = new StringBuilder();
    try (var connection = new LogSessions(TestLog.create().writer()).readers().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("PREPARE planned AS " + numbered(EventLogSql.SELECT_FIRST_MATCH));
      try (var rows =
          statement.executeQuery(
              "EXPLAIN EXECUTE planned('{a=1}', '{T}', '{\"\"}', 0, 9, 1, '{a=1}', '{\"\"}', 0, 9, 1, '{}',"
                  + " 0, 0, '{T}', '{a=1}', 0, 9, '{T}', '{a=1}')")) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
    }
    assertThat(plan.toString())
        .contains("event_tag_position")
        .containsPattern("Index Cond: .*tag = item.tag.*type = item.type.*position\" > ")
        .containsPattern("event_pkey[\\s\\S]*?Index Cond: .*position\" > .InitPlan.*position\" <= ")
        .doesNotContain("Seq Scan");
  }

  private static String numbered(String sql) {
    var number = new AtomicInteger();
    return PLACEHOLDER.matcher(sql).replaceAll(_ -> "\\$" + number.incrementAndGet());
  }
}
