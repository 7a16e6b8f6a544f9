package dev.annals.eventstore.audit.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.tree.Tile;
import dev.annals.eventstore.audit.tree.TileHashes;
import dev.annals.eventstore.log.StoredEvent;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogSessions;
import dev.annals.eventstore.log.postgres.StoredEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the sealed log with a few connections, made when first used. Needs the reader role. */
public final class PostgresSealedLog implements SealedLog {

  private static final long POOL_WAIT_MILLIS = 2_000;

  private final HikariDataSource pool;

  /**
   * @param connectionsMax how many reads may be under way at once
   */
  public PostgresSealedLog(LogConnection reader, int connectionsMax) {
    var config = new HikariConfig();
    config.setPoolName("annals-seal-" + reader.schema());
    config.setDataSource(new LogSessions(reader).readers());
    config.setMaximumPoolSize(connectionsMax);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(POOL_WAIT_MILLIS);
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
  }

  private interface Query<T> {
    T run(Connection connection) throws SQLException;
  }

  private <T> T query(Query<T> query) {
    return SqlWork.run(
        () -> {
          try (var connection = pool.getConnection()) {
            return query.run(connection);
          }
        });
  }

  @Override
  public Optional<Seal> checkpoint(long sizeMax) {
    return query(connection -> SealRows.checkpoint(connection, sizeMax));
  }

  @Override
  public List<Seal> sealsAfter(long size, int max) {
    return query(connection -> SealRows.after(connection, size, max));
  }

  @Override
  public TileHashes read(Tile tile) {
    return query(connection -> new StoredTiles(connection).read(tile));
  }

  @Override
  public void read(long after, long through, Consumer<? super StoredEvent> each) {
    query(
        connection -> {
          StoredEvents.read(connection, after, through, each);
          return true;
        });
  }

  @Override
  public List<SealKey> keys() {
    return query(
        connection -> {
          try (var statement = connection.prepareStatement(SealSql.SELECT_KEYS);
              var rows = statement.executeQuery()) {
            var keys = new ArrayList<SealKey>();
            while (rows.next()) {
              keys.add(new SealKey(rows.getString(1), rows.getLong(2)));
            }
            return keys;
          }
        });
  }

  @Override
  public void close() {
    pool.close();
  }
}
