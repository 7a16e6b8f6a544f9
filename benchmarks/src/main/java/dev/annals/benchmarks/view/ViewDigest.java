package dev.annals.benchmarks.view;

import dev.annals.benchmarks.server.Database;
import dev.annals.benchmarks.store.PaymentHistory;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;

/** What is in the views: equal if and only if all rows are, as far as 64 bits can tell. */
record ViewDigest(Rows accounts, Rows statuses, Rows entries) {

  /**
   * The rows of one table.
   *
   * @param sum of a hash of each
   */
  record Rows(long count, BigDecimal sum) {}

  /** Of the query service's live views. */
  static ViewDigest ofLive(Database database) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(ViewSql.USE_LIVE);
      return of(connection);
    }
  }

  /** Of the tables that the connection finds by their names. */
  static ViewDigest of(Connection connection) throws SQLException {
    return new ViewDigest(
        rows(connection, ViewSql.DIGEST_ACCOUNTS),
        rows(connection, ViewSql.DIGEST_STATUSES),
        rows(connection, ViewSql.DIGEST_ENTRIES));
  }

  private static Rows rows(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return new Rows(row.getLong(1), row.getBigDecimal(2));
    }
  }

  /**
   * Checks that there are as many rows as there must be.
   *
   * @throws IllegalStateException if not
   */
  ViewDigest requireComplete(PaymentHistory history) {
    if (accounts.count() != history.accounts()
        || statuses.count() != history.accounts()
        || entries.count() != history.movements()) {
      throw new IllegalStateException(
          "%d accounts and %d movements make %s"
              .formatted(history.accounts(), history.movements(), this));
    }
    return this;
  }
}
