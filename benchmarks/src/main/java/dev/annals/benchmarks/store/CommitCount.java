package dev.annals.benchmarks.store;

import dev.annals.benchmarks.server.Database;
import java.sql.DriverManager;
import java.sql.SQLException;

/** In how many transactions a log's events were stored. */
public final class CommitCount {

  private CommitCount() {}

  /** The transactions that stored the events after a position in our own log. */
  public static long after(long position, Database database) {
    var log = database.log();
    try (var connection =
            DriverManager.getConnection(
                log.url() + "?currentSchema=" + log.schema(), log.user(), log.password());
        var statement = connection.prepareStatement(BaselineSql.COUNT_COMMITS)) {
      statement.setLong(1, position);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot count commits", e);
    }
  }
}
