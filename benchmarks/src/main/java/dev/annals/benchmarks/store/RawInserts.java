package dev.annals.benchmarks.store;

import dev.annals.benchmarks.measure.Callers;
import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Run;
import dev.annals.benchmarks.server.Database;
import dev.annals.eventstore.log.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The limit: the same rows, inserted in batches of a given mean size over one connection, without
 * tags, conditions or notifications.
 */
public final class RawInserts implements Contestant {

  private final String name;
  private final Connection connection;
  private final PreparedStatement insert;
  private final SampleEvents events = new SampleEvents(0);
  private final double batchMean;
  private double owed;
  private long head;

  private RawInserts(
      String name, Connection connection, PreparedStatement insert, double batchMean) {
    this.name = name;
    this.connection = connection;
    this.insert = insert;
    this.batchMean = batchMean;
  }

  /** Batches of a mean size, which need not be whole, in an empty database. */
  public static RawInserts create(String name, Database database, double batchMean) {
    try {
      var connection = database.connect();
      try (var statement = connection.createStatement()) {
        statement.execute(BaselineSql.CREATE_EVENT);
      }
      var insert = connection.prepareStatement(BaselineSql.INSERT_RAW);
      return new RawInserts(name, connection, insert, Math.max(1, batchMean));
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot prepare raw inserts", e);
    }
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
    owed += batchMean;
    var size = (int) owed;
    owed -= size;
    insert(events.plain(size));
    return size;
  }

  private void insert(List<Event> batch) throws SQLException {
    var positions = LongStream.rangeClosed(head + 1, head + batch.size()).boxed().toArray();
    insert.setArray(1, connection.createArrayOf("bigint", positions));
    insert.setArray(2, EventArrays.ids(connection, batch));
    insert.setArray(3, EventArrays.texts(connection, batch, Event::type));
    insert.setArray(4, EventArrays.texts(connection, batch, Event::revision));
    insert.setArray(5, EventArrays.instants(connection, batch));
    insert.setArray(6, EventArrays.texts(connection, batch, Event::payload));
    insert.setArray(7, EventArrays.texts(connection, batch, EventArrays::metadata));
    insert.executeUpdate();
    head += batch.size();
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
