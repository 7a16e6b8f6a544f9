package dev.annals.eventstore.audit.postgres;

import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealSession;
import dev.annals.eventstore.audit.seal.SealStep;
import dev.annals.eventstore.audit.seal.SealStore;
import dev.annals.eventstore.audit.tree.TileSource;
import dev.annals.eventstore.log.StoredEvent;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogSessions;
import dev.annals.eventstore.log.postgres.StoredEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The seals in the log's schema. The user needs the log's sealer role. */
public final class PostgresSealStore implements SealStore {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresSealStore.class);

  /** Another session continued the same seal. */
  private static final String UNIQUE_VIOLATION = "23505";

  private static final double NANOS_PER_SECOND = 1e9;

  private final LogSessions sessions;

  public PostgresSealStore(LogConnection sealer) {
    this.sessions = new LogSessions(sealer);
  }

  @Override
  public SealSession open() {
    return new Session(SqlWork.run(sessions::openSealer));
  }

  private record Session(Connection connection) implements SealSession {

    @Override
    public boolean takeTurn() {
      return SqlWork.run(
          () -> {
            try (var statement = connection.prepareStatement(SealSql.TAKE_TURN);
                var row = statement.executeQuery()) {
              row.next();
              return row.getBoolean(1);
            }
          });
    }

    @Override
    public Seal last() {
      return SqlWork.run(() -> SealRows.last(connection));
    }

    @Override
    public Look look(long size) {
      return SqlWork.run(
          () -> {
            try (var statement = connection.prepareStatement(SealSql.LOOK)) {
              statement.setLong(1, size + 1);
              try (var row = statement.executeQuery()) {
                row.next();
                var waiting = Math.max(0, row.getDouble(2));
                return new Look(
                    row.getLong(1), Duration.ofNanos((long) (waiting * NANOS_PER_SECOND)));
              }
            }
          });
    }

    @Override
    public TileSource tiles() {
      var tiles = new StoredTiles(connection);
      return tile -> SqlWork.run(() -> tiles.read(tile));
    }

    @Override
    public void read(long after, long through, Consumer<? super StoredEvent> each) {
      SqlWork.run(
          () -> {
            StoredEvents.read(connection, after, through, each);
            return true;
          });
    }

    @Override
    public boolean store(SealStep step) {
      return SqlWork.run(
          () -> {
            connection.setAutoCommit(false);
            var stored = isStored(step);
            connection.setAutoCommit(true);
            return stored;
          });
    }

    /** Any other exception leaves a connection that is good for nothing but to be closed. */
    private boolean isStored(SealStep step) throws SQLException {
      try {
        SealInserts.one(connection, step);
        connection.commit();
        return true;
      } catch (SQLException e) {
        if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
          throw e;
        }
        connection.rollback();
        LOG.info("Another process sealed the events after {}", step.after());
        return false;
      }
    }

    @Override
    public void close() {
      SqlWork.run(
          () -> {
            connection.close();
            return true;
          });
    }
  }
}
