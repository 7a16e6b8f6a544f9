package dev.annals.benchmarks.store;

import dev.annals.benchmarks.server.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How far our log's index of tags reaches. For one thread. */
public final class IndexState implements AutoCloseable {

  private static final Duration AWAIT_MAX = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(1);

  private final Connection connection;

  private IndexState(Connection connection) {
    this.connection = connection;
  }

  /** Of the log in this database, as its superuser sees it. */
  public static IndexState of(Database database) {
    var log = database.log();
    try {
      return new IndexState(
          DriverManager.getConnection(
              log.url() + "?currentSchema=" + log.schema(), log.user(), log.password()));
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot look at the index", e);
    }
  }

  /** Waits until it holds every event up to this position. */
  public void await(long position) {
    var end = System.nanoTime() + AWAIT_MAX.toNanos();
    try (var statement = connection.prepareStatement(IndexSql.SELECT_INDEXED)) {
      while (System.nanoTime() < end) {
        try (var rows = statement.executeQuery()) {
          rows.next();
          if (rows.getLong(1) >= position) {
            return;
          }
        }
        LockSupport.parkNanos(LOOK.toNanos());
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot look at the index", e);
    }
    throw new IllegalStateException("The index has not reached %d".formatted(position));
  }

  /** Forgets every bulk that ends after a position, as if whoever indexes had died before it. */
  public void setBackTo(long position) {
    try (var bulks = connection.prepareStatement(IndexSql.DELETE_BULKS);
        var statement = connection.createStatement()) {
      statement.execute(IndexSql.STOP_TRIGGERS);
      bulks.setLong(1, position);
      bulks.executeUpdate();
      statement.execute(IndexSql.DELETE_TAGS);
      statement.execute(IndexSql.DELETE_TYPES);
      statement.execute(IndexSql.VACUUM);
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot set the index back", e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot close a connection", e);
    }
  }
}
