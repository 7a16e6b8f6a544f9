package dev.annals.eventstore.log.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** The highest position, or zero. */
final class LogHead {

  private LogHead() {}

  static long read(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(EventLogSql.SELECT_HEAD);
        var rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
