package dev.annals.eventstore.projection;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.projection.Replay.Failure;
import dev.annals.eventstore.projection.Replay.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The rows of replays, and the tables that come and go with them. Works in the caller's
 * transaction.
 */
final class ReplayStore {

  private final String instance;
  private final Duration lease;

  /**
   * @param instance the process that owns what is created here
   */
  ReplayStore(String instance, Duration lease) {
    this.instance = instance;
    this.lease = lease;
  }

  /**
   * Creates a replay with empty tables.
   *
   * @return empty, and nothing was created, if there are {@code max} with tables already
   */
  Optional<Replay> create(
      Connection connection, Projection projection, ReplayRequest request, int max)
      throws SQLException {
    try (var lock = connection.prepareStatement(ReplaySql.LOCK)) {
      lock.executeQuery().close();
    }
    if (countWithTables(connection) >= max) {
      return Optional.empty();
    }
    var replay = insert(connection, request);
    var tables = Replay.tablesOf(replay);
    TablesSchema.create(connection, tables, projection);
    TablesSchema.execute(connection, ReplaySql.CREATE_PROGRESS, tables, Long.toString(replay));
    return find(connection, replay);
  }

  private static int countWithTables(Connection connection) throws SQLException {
    try (var count = connection.prepareStatement(ReplaySql.COUNT_WITH_TABLES);
        var row = count.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  private long insert(Connection connection, ReplayRequest request) throws SQLException {
    var wanted = request.wanted();
    var at = wanted.at();
    try (var insert = connection.prepareStatement(ReplaySql.INSERT)) {
      insert.setString(1, request.projection().name());
      insert.setInt(2, request.projection().version());
      insert.setLong(3, wanted.until().value());
      insert.setString(4, at == null ? null : at.toString());
      insert.setString(5, wanted.actor());
      insert.setString(6, instance);
      insert.setLong(7, lease.toMillis());
      insert.setLong(8, request.keepFor().toMillis());
      try (var row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  Optional<Replay> find(Connection connection, long replay) throws SQLException {
    try (var select = connection.prepareStatement(ReplaySql.SELECT)) {
      select.setLong(1, replay);
      return read(select).stream().findFirst();
    }
  }

  /** Newest first. */
  List<Replay> page(Connection connection, long before, int max) throws SQLException {
    try (var select = connection.prepareStatement(ReplaySql.SELECT_PAGE)) {
      select.setLong(1, before);
      select.setInt(2, max);
      return read(select);
    }
  }

  /**
   * Moves a replay of this process, and locks it until the transaction ends.
   *
   * @return false if it is not what this process believes; nothing must be written then
   */
  boolean advance(Connection connection, long replay, long from, long to) throws SQLException {
    try (var update = connection.prepareStatement(ReplaySql.ADVANCE)) {
      update.setString(1, Replay.tablesOf(replay));
      update.setString(2, Long.toString(lease.toMillis()));
      update.setLong(3, to);
      update.setLong(4, lease.toMillis());
      update.setLong(5, replay);
      update.setString(6, instance);
      update.setLong(7, from);
      return update.executeUpdate() == 1;
    }
  }

  /** Where a replay of this process stands; empty if it runs no more, or not here. */
  OptionalLong position(Connection connection, long replay) throws SQLException {
    try (var select = connection.prepareStatement(ReplaySql.SELECT_POSITION)) {
      select.setLong(1, replay);
      select.setString(2, instance);
      return readNumber(select);
    }
  }

  /**
   * Says that a replay is done.
   *
   * @return false if it has ended otherwise
   */
  boolean finish(Connection connection, long replay) throws SQLException {
    try (var update = connection.prepareStatement(ReplaySql.FINISH)) {
      update.setLong(1, replay);
      update.setString(2, instance);
      return update.executeUpdate() == 1;
    }
  }

  /** Says that this process is alive and builds these. */
  void renew(Connection connection, Collection<Long> replays) throws SQLException {
    try (var update = connection.prepareStatement(ReplaySql.RENEW)) {
      update.setLong(1, lease.toMillis());
      update.setString(2, instance);
      update.setObject(3, replays.stream().mapToLong(Long::longValue).toArray());
      update.executeUpdate();
    }
  }

  /**
   * Drops the tables of a replay, if it has any.
   *
   * @param failure null if it is dropped for no fault of its own
   */
  void end(Connection connection, long replay, @Nullable Failure failure) throws SQLException {
    try (var update = connection.prepareStatement(ReplaySql.END)) {
      update.setString(1, (failure == null ? State.DROPPED : State.FAILED).name());
      update.setString(2, failure == null ? null : failure.cause());
      var position = failure == null ? null : failure.position();
      update.setObject(3, position == null ? null : position.value(), Types.BIGINT);
      update.setLong(4, replay);
      if (update.executeUpdate() == 1) {
        TablesSchema.drop(connection, Replay.tablesOf(replay));
      }
    }
  }

  /** A replay whose time is over, or whose process is dead. */
  record Overdue(long replay, boolean lost) {}

  /** The next one after {@code replay}; locks it. */
  Optional<Overdue> overdue(Connection connection, long replay) throws SQLException {
    try (var select = connection.prepareStatement(ReplaySql.SELECT_OVERDUE)) {
      select.setLong(1, replay);
      try (var row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Overdue(row.getLong(1), row.getBoolean(2)))
            : Optional.empty();
      }
    }
  }

  /** One that this process should be building; empty if there is none. */
  OptionalLong running(Connection connection) throws SQLException {
    try (var select = connection.prepareStatement(ReplaySql.SELECT_RUNNING_OF)) {
      select.setString(1, instance);
      return readNumber(select);
    }
  }

  private static OptionalLong readNumber(PreparedStatement select) throws SQLException {
    try (var row = select.executeQuery()) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }

  private static List<Replay> read(PreparedStatement select) throws SQLException {
    try (var rows = select.executeQuery()) {
      var replays = new ArrayList<Replay>();
      while (rows.next()) {
        replays.add(read(rows));
      }
      return replays;
    }
  }

  private static Replay read(ResultSet row) throws SQLException {
    return new Replay(
        row.getLong("replay"),
        new ProjectionId(row.getString("projection"), row.getInt("version")),
        new Replay.Wanted(
            SequencePosition.of(row.getLong("until_position")),
            instant(row, "until_instant"),
            row.getString("actor")),
        State.valueOf(row.getString("state")),
        SequencePosition.of(row.getLong("position")),
        times(row),
        failure(row));
  }

  private static Replay.Times times(ResultSet row) throws SQLException {
    return new Replay.Times(
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        instant(row, "finished_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable Failure failure(ResultSet row) throws SQLException {
    var cause = row.getString("cause");
    if (cause == null) {
      return null;
    }
    var position = row.getLong("failed_position");
    return new Failure(cause, row.wasNull() ? null : SequencePosition.of(position));
  }
}
