package dev.annals.benchmarks.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.annals.benchmarks.server.Database;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.Tag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The plain way to append under a condition correctly: one transaction per append, one at a time
 * under an advisory lock. Three round trips, the fewest that are correct.
 */
public final class GlobalLockStore implements Store {

  public static final String NAME = "global lock";

  private static final int CONNECTIONS = 64;
  private static final int PAGE = 5_000;

  private final HikariDataSource pool;

  private GlobalLockStore(HikariDataSource pool) {
    this.pool = pool;
  }

  /** Creates the tables in an empty database. */
  public static GlobalLockStore create(Database database) {
    var config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setAutoCommit(false);
    var store = new GlobalLockStore(new HikariDataSource(config));
    store.inTransaction(
        connection -> {
          try (var statement = connection.createStatement()) {
            statement.execute(BaselineSql.CREATE_EVENT);
            statement.execute(BaselineSql.CREATE_EVENT_TAG);
            return true;
          }
        });
    return store;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long head() {
    return inTransaction(
        connection -> {
          try (var statement = connection.prepareStatement(BaselineSql.SELECT_HEAD)) {
            return onlyLong(statement);
          }
        });
  }

  @Override
  public long append(List<Event> events, Tag boundary, long after) {
    return inTransaction(connection -> append(connection, events, boundary, after));
  }

  private static long append(Connection connection, List<Event> events, Tag boundary, long after)
      throws SQLException {
    try (var lock = connection.prepareStatement(BaselineSql.LOCK);
        var append = connection.prepareStatement(BaselineSql.APPEND)) {
      lock.execute();
      append.setString(1, boundary.text());
      append.setLong(2, after);
      append.setArray(3, EventArrays.ids(connection, events));
      append.setArray(4, EventArrays.texts(connection, events, Event::type));
      append.setArray(5, EventArrays.texts(connection, events, Event::revision));
      append.setArray(6, EventArrays.instants(connection, events));
      append.setArray(7, EventArrays.texts(connection, events, EventArrays::tags));
      append.setArray(8, EventArrays.texts(connection, events, Event::payload));
      append.setArray(9, EventArrays.texts(connection, events, EventArrays::metadata));
      var last = onlyLong(append);
      return last == 0 ? REFUSED : last;
    }
  }

  /** The value of the only row; zero if it is null. */
  private static long onlyLong(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public void read(long after, Consumer<? super SequencedEvent> each) {
    inTransaction(
        connection -> {
          try (var statement = connection.prepareStatement(BaselineSql.SELECT_AFTER)) {
            statement.setFetchSize(PAGE);
            statement.setLong(1, after);
            try (var rows = statement.executeQuery()) {
              while (rows.next()) {
                each.accept(event(rows));
              }
            }
            return true;
          }
        });
  }

  private static SequencedEvent event(ResultSet rows) throws SQLException {
    var tags =
        Arrays.stream(rows.getString(7).split(EventArrays.TAG_SEPARATOR, -1))
            .map(Tag::new)
            .collect(Collectors.toSet());
    return new SequencedEvent(
        SequencePosition.of(rows.getLong(1)),
        rows.getTimestamp(6).toInstant(),
        new Event(
            rows.getObject(2, UUID.class),
            rows.getString(3),
            rows.getString(4),
            rows.getTimestamp(5).toInstant(),
            tags,
            rows.getString(8),
            EventArrays.metadata(rows.getString(9))));
  }

  private <T> T inTransaction(Transaction<T> transaction) {
    try (var connection = pool.getConnection()) {
      var result = transaction.run(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException("The baseline failed", e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  /** What runs between begin and commit. */
  private interface Transaction<T> {
    T run(Connection connection) throws SQLException;
  }
}
