package dev.annals.benchmarks.store;

import dev.annals.benchmarks.measure.Callers;
import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Run;
import dev.annals.benchmarks.server.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The limit: the same rows, inserted in batches of a given mean size over one connection, without
 * tags, conditions or notifications. Everything but the positions is encoded beforehand, and used
 * again and again.
 */
public final class RawInserts implements Contestant {

  private static final int PREPARED_EVENTS = 20_000;
  private static final int PREPARED_BATCHES_MAX = 2_000;

  private final String name;
  private final Connection connection;
  private final PreparedStatement insert;
  private final List<RawBatch> batches;
  private int next;
  private long head;

  private RawInserts(
      String name, Connection connection, PreparedStatement insert, List<RawBatch> batches) {
    this.name = name;
    this.connection = connection;
    this.insert = insert;
    this.batches = batches;
  }

  /** Batches of a mean size, which need not be whole, in an empty database. */
  public static RawInserts create(String name, Database database, double batchMean) {
    try {
      var connection = connect(database);
      try (var statement = connection.createStatement()) {
        statement.execute(BaselineSql.CREATE_EVENT);
      }
      var insert = connection.prepareStatement(BaselineSql.INSERT_RAW);
      return new RawInserts(name, connection, insert, prepare(connection, Math.max(1, batchMean)));
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot prepare raw inserts", e);
    }
  }

  /** With the statement parsed and planned once, as our log has it. */
  private static Connection connect(Database database) throws SQLException {
    var settings = new Properties();
    settings.setProperty("user", database.user());
    settings.setProperty("password", database.password());
    settings.setProperty("prepareThreshold", "1");
    settings.setProperty("options", "-c plan_cache_mode=force_generic_plan");
    return DriverManager.getConnection(database.url(), settings);
  }

  private static List<RawBatch> prepare(Connection connection, double batchMean)
      throws SQLException {
    var events = new SampleEvents(0);
    var batches = new ArrayList<RawBatch>();
    var prepared = 0;
    while (batches.isEmpty()
        || (prepared < PREPARED_EVENTS && batches.size() < PREPARED_BATCHES_MAX)) {
      var size = (int) ((batches.size() + 1) * batchMean) - prepared;
      batches.add(RawBatch.of(connection, events.plain(size)));
      prepared += size;
    }
    return batches;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Run run(Duration time) {
    var run = Callers.work(1, time, caller -> insertBatch());
    verify();
    return run;
  }

  private int insertBatch() throws SQLException {
    var batch = batches.get(next);
    next = (next + 1) % batches.size();
    batch.insert(insert, head);
    head += batch.size();
    return batch.size();
  }

  private void verify() {
    try (var statement = connection.prepareStatement(BaselineSql.SELECT_HEAD);
        var rows = statement.executeQuery()) {
      rows.next();
      if (rows.getLong(1) != head) {
        throw new IllegalStateException(
            "%s: inserted %d rows, found %d".formatted(name, head, rows.getLong(1)));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot verify raw inserts", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot close raw inserts", e);
    }
  }
}
