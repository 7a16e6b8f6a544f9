package dev.annals.eventstore.snapshot;

import com.zaxxer.hikari.HikariDataSource;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.postgres.LogConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Snapshots in the schema of their log. The user needs the log's writer role.
 *
 * <p>Has a few connections of its own, opened when first needed, so that no decision waits for a
 * snapshot in a queue with those who read the log, and impatient: what a snapshot would have spared
 * is soon spent waiting for it.
 */
public final class PostgresSnapshotStore implements SnapshotStore {

  private static final int CONNECTIONS_MAX = 4;
  private static final int CONNECTION_WAIT_MILLIS = 1_000;
  private static final int CONNECTION_IDLE_MILLIS = 60_000;
  private static final int CONNECT_TIMEOUT_SECONDS = 1;
  private static final int SOCKET_TIMEOUT_SECONDS = 5;

  /** Losing a snapshot in a crash costs a replay; waiting for the disk would cost every save. */
  private static final String OPTIONS =
      " -c statement_timeout=2s -c synchronous_commit=off -c jit=off"
          + " -c default_transaction_isolation=read\\ committed";

  private final HikariDataSource pool = new HikariDataSource();

  public PostgresSnapshotStore(LogConnection log) {
    pool.setPoolName("annals-%s-snapshots".formatted(log.schema()));
    pool.setDataSource(dataSource(log));
    pool.setMaximumPoolSize(CONNECTIONS_MAX);
    pool.setMinimumIdle(0);
    pool.setIdleTimeout(CONNECTION_IDLE_MILLIS);
    pool.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
    pool.setInitializationFailTimeout(-1);
  }

  private static PGSimpleDataSource dataSource(LogConnection log) {
    var dataSource = new PGSimpleDataSource();
    dataSource.setURL(log.url());
    dataSource.setUser(log.user());
    dataSource.setPassword(log.password());
    dataSource.setApplicationName("annals-%s-snapshots".formatted(log.schema()));
    dataSource.setOptions("-c search_path=" + log.schema() + OPTIONS);
    dataSource.setPrepareThreshold(1);
    dataSource.setTcpKeepAlive(true);
    dataSource.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
    dataSource.setSocketTimeout(SOCKET_TIMEOUT_SECONDS);
    return dataSource;
  }

  @Override
  public Optional<Snapshot> find(FoldKey key) {
    return run(
        SnapshotSql.SELECT_SNAPSHOT,
        statement -> {
          bind(statement, key);
          try (var rows = statement.executeQuery()) {
            return rows.next()
                ? Optional.of(
                    new Snapshot(
                        key,
                        rows.getInt(1),
                        SequencePosition.of(rows.getLong(2)),
                        rows.getString(3)))
                : Optional.empty();
          }
        });
  }

  /** In the order of the keys, so that two processes never wait for each other's rows. */
  @Override
  public void save(List<Snapshot> snapshots) {
    var ordered = snapshots.stream().sorted((a, b) -> a.key().compareTo(b.key())).toList();
    run(
        SnapshotSql.SAVE_SNAPSHOT,
        statement -> {
          for (var snapshot : ordered) {
            bind(statement, snapshot);
            statement.setString(5, snapshot.state());
            statement.addBatch();
          }
          return statement.executeBatch();
        });
  }

  @Override
  public void remove(Snapshot snapshot) {
    run(
        SnapshotSql.DELETE_SNAPSHOT,
        statement -> {
          bind(statement, snapshot);
          return statement.executeUpdate();
        });
  }

  private static void bind(PreparedStatement statement, Snapshot snapshot) throws SQLException {
    bind(statement, snapshot.key());
    statement.setInt(3, snapshot.version());
    statement.setLong(4, snapshot.position().value());
  }

  private static void bind(PreparedStatement statement, FoldKey key) throws SQLException {
    statement.setString(1, key.fold());
    statement.setString(2, key.id());
  }

  private <T> T run(String sql, Work<T> work) {
    try (Connection connection = pool.getConnection();
        var statement = connection.prepareStatement(sql)) {
      return work.with(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("The snapshots do not answer: " + e.getMessage(), e);
    }
  }

  private interface Work<T> {
    T with(PreparedStatement statement) throws SQLException;
  }

  @Override
  public void close() {
    pool.close();
  }
}
