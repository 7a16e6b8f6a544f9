package dev.annals.eventstore.deadletter;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Which acts are to be recorded as events, in the order they were asked for. */
final class ActsToRecord {

  private ActsToRecord() {}

  /** The first of them, of all builds. */
  static List<ActToRecord> first(Connection connection, int max) throws SQLException {
    try (var select = connection.prepareStatement(DeadLetterSql.SELECT_TO_RECORD)) {
      select.setInt(1, max);
      try (var rows = select.executeQuery()) {
        var acts = new ArrayList<ActToRecord>();
        while (rows.next()) {
          acts.add(read(rows));
        }
        return acts;
      }
    }
  }

  /** How many there are; if there are more than {@code max}, that many. */
  static int count(Connection connection, int max) throws SQLException {
    try (var select = connection.prepareStatement(DeadLetterSql.COUNT_TO_RECORD)) {
      select.setInt(1, max);
      try (var row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static ActToRecord read(ResultSet row) throws SQLException {
    var finishedAt = row.getObject(15, OffsetDateTime.class);
    return new ActToRecord(
        DeadLetterActs.act(row),
        row.getString(12),
        row.getInt(13),
        row.getString(14),
        finishedAt == null ? null : finishedAt.toInstant(),
        row.getBoolean(16));
  }

  /** The log knows that it was asked for. */
  static void requestIsRecorded(Connection connection, ActToRecord act) throws SQLException {
    mark(connection, DeadLetterSql.REQUEST_IS_RECORDED, act);
  }

  /** The log knows everything about it. */
  static void outcomeIsRecorded(Connection connection, ActToRecord act) throws SQLException {
    mark(connection, DeadLetterSql.OUTCOME_IS_RECORDED, act);
  }

  private static void mark(Connection connection, String sql, ActToRecord act) throws SQLException {
    try (var update = connection.prepareStatement(sql)) {
      update.setLong(1, act.act().act());
      update.executeUpdate();
    }
  }
}
