package dev.annals.eventstore.log.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventLogException.Overloaded;
import dev.annals.eventstore.log.EventLogException.Unavailable;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.EventSubscription;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.SequencedEvent;
import dev.annals.eventstore.log.postgres.BatchPlan.Recorded;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an event log in a schema of a PostgreSQL database. The user needs the log's reader role.
 */
public final class PostgresEventReader implements EventReader {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresEventReader.class);
  private static final long POOL_WAIT_MILLIS = 2_000;

  /** The first page of a sourcing finds out the head; the others stay within it. */
  private static final long NO_HEAD_YET = Long.MAX_VALUE;

  private final HikariDataSource pool;
  private final LogFollower follower;
  private final RecentEventsInMemory memory;

  private PostgresEventReader(
      HikariDataSource pool, LogFollower follower, RecentEventsInMemory memory) {
    this.pool = pool;
    this.follower = follower;
    this.memory = memory;
  }

  /**
   * Opens a log whose schema exists.
   *
   * @throws EventLogException.Unavailable if the database does not answer or holds no such log
   */
  public static PostgresEventReader open(LogConnection connection, LogLimits limits) {
    return open(connection, limits, RecentEventsInMemory.NONE);
  }

  static PostgresEventReader open(
      LogConnection connection, LogLimits limits, RecentEventsInMemory memory) {
    var sessions = new LogSessions(connection);
    var config = new HikariConfig();
    config.setPoolName("annals-" + connection.schema());
    config.setDataSource(sessions.readers());
    config.setMaximumPoolSize(limits.readersMax());
    config.setMinimumIdle(1);
    config.setConnectionTimeout(POOL_WAIT_MILLIS);
    HikariDataSource pool;
    try {
      pool = new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      throw new Unavailable("Cannot open the log at " + connection + ": " + e.getMessage(), e);
    }
    var reader =
        new PostgresEventReader(
            pool, new LogFollower(sessions, limits.pollInterval(), pool), memory);
    try {
      reader.warnUnlessDurable();
      reader.head();
    } catch (EventLogException e) {
      reader.close();
      throw new Unavailable("Cannot open the log at " + connection + ": " + e.getMessage(), e);
    }
    return reader;
  }

  private void warnUnlessDurable() {
    query(
        connection -> {
          try (var statement = connection.prepareStatement(EventLogSql.SELECT_DURABILITY);
              var rows = statement.executeQuery()) {
            rows.next();
            if (!"on".equals(rows.getString(1)) || !"on".equals(rows.getString(2))) {
              LOG.warn(
                  "PostgreSQL runs with fsync={} and full_page_writes={}: a crash of its machine may lose"
                      + " acknowledged events",
                  rows.getString(1),
                  rows.getString(2));
            }
            return true;
          }
        });
  }

  @Override
  public SequencePosition head() {
    return SequencePosition.of(query(LogHead::read));
  }

  @Override
  public List<SequencedEvent> read(EventQuery query, SequencePosition after, int max) {
    if (max < 1 || max > READ_MAX) {
      throw new IllegalArgumentException("max must be 1 to %d, is %d".formatted(READ_MAX, max));
    }
    return query(connection -> EventPages.read(connection, query, after.value(), max, memory));
  }

  @Override
  public SequencePosition source(
      EventQuery query, SequencePosition after, Consumer<? super SequencedEvent> each) {
    var head = NO_HEAD_YET;
    var position = after.value();
    while (true) {
      var from = position;
      var through = head;
      var page = query(connection -> EventPages.source(connection, query, from, through, memory));
      head = through == NO_HEAD_YET ? page.head() : through;
      page.events().forEach(each);
      if (page.isLast()) {
        return SequencePosition.of(head);
      }
      position = page.events().getLast().position().value();
    }
  }

  @Override
  public SequencePosition positionBefore(Instant instant) {
    return query(
        connection -> {
          try (var statement = connection.prepareStatement(EventLogSql.SELECT_POSITION_BEFORE)) {
            statement.setObject(1, ceiling(instant).atOffset(ZoneOffset.UTC));
            try (var rows = statement.executeQuery()) {
              rows.next();
              return SequencePosition.of(rows.getLong(1));
            }
          }
        });
  }

  /** In whole microseconds, as events are recorded: the same ones are before it. */
  private static Instant ceiling(Instant instant) {
    var micros = instant.truncatedTo(ChronoUnit.MICROS);
    return micros.equals(instant) ? micros : micros.plus(1, ChronoUnit.MICROS);
  }

  @Override
  public EventSubscription subscribe(SequencePosition after) {
    return follower.subscribe(after);
  }

  /** A matching position in {@code after+1..through}, or {@link LogTail#NONE}. */
  long findMatch(EventQuery query, long after, long through) {
    return query(connection -> EventPages.firstMatch(connection, query, after, through, memory));
  }

  @Nullable Recorded findRecord(String key) {
    return query(connection -> RequestRows.find(connection, Set.of(key))).get(key);
  }

  /** A query that answers, or the database's silence as an exception. */
  private <T> T query(Query<T> query) {
    try (var connection = pool.getConnection()) {
      return query.run(connection);
    } catch (SQLTransientConnectionException e) {
      // Connections that do not answer leave the pool, so a full one is busy.
      throw pool.getHikariPoolMXBean().getTotalConnections() == pool.getMaximumPoolSize()
          ? new Overloaded("All %d readers are busy".formatted(pool.getMaximumPoolSize()))
          : new Unavailable("The event log cannot be read: " + e.getMessage(), e);
    } catch (SQLException e) {
      throw new Unavailable("The event log cannot be read: " + e.getMessage(), e);
    }
  }

  private interface Query<T> {
    T run(Connection connection) throws SQLException;
  }

  @Override
  public void close() {
    follower.close();
    pool.close();
  }
}
