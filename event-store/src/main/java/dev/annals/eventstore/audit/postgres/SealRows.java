package dev.annals.eventstore.audit.postgres;

import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.tree.Hash;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of the seal table. */
final class SealRows {

  private SealRows() {}

  static Seal last(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(SealSql.SELECT_LAST);
        var rows = statement.executeQuery()) {
      return all(rows).getFirst();
    }
  }

  /** The newest one of at most so many events. */
  static Optional<Seal> checkpoint(Connection connection, long sizeMax) throws SQLException {
    try (var statement = connection.prepareStatement(SealSql.SELECT_CHECKPOINT)) {
      statement.setLong(1, sizeMax);
      try (var rows = statement.executeQuery()) {
        return all(rows).stream().findFirst();
      }
    }
  }

  /** At most {@code max} after a size, in order. */
  static List<Seal> after(Connection connection, long size, int max) throws SQLException {
    try (var statement = connection.prepareStatement(SealSql.SELECT_SEALS_AFTER)) {
      statement.setLong(1, size);
      statement.setInt(2, max);
      try (var rows = statement.executeQuery()) {
        return all(rows);
      }
    }
  }

  private static List<Seal> all(ResultSet rows) throws SQLException {
    var seals = new ArrayList<Seal>();
    while (rows.next()) {
      seals.add(new Seal(rows.getLong(1), Hash.of(rows.getBytes(2)), rows.getString(3)));
    }
    return seals;
  }
}
