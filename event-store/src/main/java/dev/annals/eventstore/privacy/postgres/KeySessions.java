package dev.annals.eventstore.privacy.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.annals.eventstore.privacy.KeysUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A few connections to a key store, opened when they are needed. */
final class KeySessions implements AutoCloseable {

  /** What is acknowledged is on disk, whatever the server's default says. */
  private static final String OPTIONS =
      " -c synchronous_commit=on -c statement_timeout=5s -c plan_cache_mode=force_generic_plan"
          + " -c enable_seqscan=off -c jit=off";

  private static final long CONNECT_MILLIS_MAX = 2_000;
  private static final String SOCKET_TIMEOUT_SECONDS = "10";

  /** Between two looks at a key store that cannot be reached. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KeyStoreConnection store;
  private final HikariDataSource pool;
  private final AtomicLong nextTrialNanos = new AtomicLong();
  private volatile @Nullable SQLException outage;

  KeySessions(KeyStoreConnection store, int connectionsMax) {
    this.store = store;
    this.pool = new HikariDataSource(config(store, connectionsMax));
  }

  private static HikariConfig config(KeyStoreConnection store, int connectionsMax) {
    var config = new HikariConfig();
    config.setPoolName("annals-keys-" + store.user());
    config.setJdbcUrl(store.url());
    config.setUsername(store.user());
    config.setPassword(store.password());
    config.setMaximumPoolSize(connectionsMax);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECT_MILLIS_MAX);
    // The first use tells that it cannot be reached, and the next one may.
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("options", "-c search_path=" + store.schema() + OPTIONS);
    config.addDataSourceProperty("prepareThreshold", "1");
    config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return config;
  }

  /** What is asked of the database. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  <T> T run(Work<T> work) {
    try {
      return tried(work);
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  <T> T tried(Work<T> work) throws SQLException {
    try (var connection = connection()) {
      return work.run(connection);
    }
  }

  /**
   * While it cannot be reached one of all tries, and the others are refused at once: if each waited
   * until its patience ends, a few with personal data would hold up all that have none.
   */
  private Connection connection() throws SQLException {
    var known = outage;
    if (known != null && !isTrial()) {
      throw new SQLTransientConnectionException(
          "it is not asked again yet, after " + known.getMessage(), known);
    }
    try {
      var connection = pool.getConnection();
      outage = null;
      return connection;
    } catch (SQLException e) {
      if (!isFull()) {
        nextTrialNanos.set(System.nanoTime() + PAUSE.toNanos());
        outage = e;
      }
      throw e;
    }
  }

  /** Then it only took too long until it was one's turn. */
  private boolean isFull() {
    return pool.getHikariPoolMXBean().getTotalConnections() >= pool.getMaximumPoolSize();
  }

  private boolean isTrial() {
    var due = nextTrialNanos.get();
    var now = System.nanoTime();
    return now - due >= 0 && nextTrialNanos.compareAndSet(due, now + PAUSE.toNanos());
  }

  KeysUnavailableException unavailable(SQLException e) {
    return new KeysUnavailableException(
        "The key store at %s cannot be used: %s".formatted(store, e.getMessage()), e);
  }

  @Override
  public void close() {
    pool.close();
  }
}
