package dev.annals.benchmarks.peer;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Whether Axon's table holds what was acknowledged. */
final class AxonJpaCheck {

  /** As Hibernate names them. */
  static final String COUNT = "SELECT count(*) FROM \"AggregateEventEntry\"";

  /** Aggregates whose sequence has a gap. */
  static final String COUNT_GAPPED =
      """
      SELECT count(*)
        FROM (SELECT 1
                FROM "AggregateEventEntry"
               GROUP BY "aggregateIdentifier"
              HAVING max("aggregateSequenceNumber") + 1 <> count(*)) AS gapped
      """;

  private final DataSource database;

  AxonJpaCheck(DataSource database) {
    this.database = database;
  }

  long count() throws SQLException {
    return number(COUNT);
  }

  void requireGrown(long before, long acknowledged) throws SQLException {
    var found = count() - before;
    if (found != acknowledged) {
      throw new IllegalStateException(
          "%d events acknowledged, %d found".formatted(acknowledged, found));
    }
    if (number(COUNT_GAPPED) != 0) {
      throw new IllegalStateException("An aggregate has a gap");
    }
  }

  private long number(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
