package dev.annals.eventstore.log.postgres;

import dev.annals.eventstore.log.IdempotencyRecord;
import dev.annals.eventstore.log.postgres.BatchPlan.Recorded;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The recorded requests. */
final class RequestRows {

  private RequestRows() {}

  /** Those of the keys that are recorded. */
  static Map<String, Recorded> find(Connection connection, Collection<String> keys)
      throws SQLException {
    if (keys.isEmpty()) {
      return Map.of();
    }
    try (var statement = connection.prepareStatement(EventLogSql.SELECT_REQUESTS)) {
      statement.setArray(1, connection.createArrayOf("text", keys.toArray(String[]::new)));
      try (var rows = statement.executeQuery()) {
        var found = new HashMap<String, Recorded>();
        while (rows.next()) {
          var record =
              new IdempotencyRecord(rows.getString(1), rows.getString(2), rows.getString(3));
          found.put(record.key(), new Recorded(record, rows.getLong(4)));
        }
        return found;
      }
    }
  }
}
