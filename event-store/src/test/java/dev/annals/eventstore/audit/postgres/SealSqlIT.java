package dev.annals.eventstore.audit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogSessions;
import dev.annals.eventstore.log.postgres.TestLog;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SealSqlIT {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\?");

  @Test
  void every_statement_can_be_planned_and_none_scans_a_table() throws SQLException {
    var log = TestLog.create().sealer();
    var simple = log.url() + "?preferQueryMode=simple";
    var sessions =
        new LogSessions(new LogConnection(simple, log.user(), log.password(), log.schema()));
    try (var connection = sessions.openSealer();
        var statement = connection.createStatement()) {
      for (var sql : SealSql.ALL) {
        var number = new AtomicInteger();
        var numbered = PLACEHOLDER.matcher(sql).replaceAll(_ -> "\\$" + number.incrementAndGet());
        try (var rows = statement.executeQuery("EXPLAIN (GENERIC_PLAN) " + numbered)) {
          while (rows.next()) {
            if (!sql.equals(SealSql.SELECT_KEYS)) {
              assertThat(rows.getString(1)).as(sql).doesNotContain("Seq Scan");
            }
          }
        }
      }
    }
  }
}
