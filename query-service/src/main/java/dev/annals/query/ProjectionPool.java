package dev.annals.query;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

/** Connections to the read database for whoever writes views. */
public final class ProjectionPool {

  /** A batch takes milliseconds; a database silent for this long is not coming back to it. */
  private static final String SOCKET_TIMEOUT_SECONDS = "60";

  /**
   * Rows and progress commit together, so a commit lost in a crash is only applied again: nobody
   * has to wait for the disk.
   *
   * <p>A batch looks up few rows by key, and runs the same few statements as every other. Planned
   * once, they cost little; but what is planned on an empty table would scan it when it has grown,
   * so scans and the joins that need them are ruled out.
   */
  private static final String INIT_SQL =
      "SET synchronous_commit = off; SET plan_cache_mode = force_generic_plan;"
          + " SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;"
          + " SET jit = off";

  private ProjectionPool() {}

  /** Opens so many at most. */
  public static HikariDataSource open(
      String url, @Nullable String user, @Nullable String password, int connectionsMax) {
    var config = new HikariConfig();
    config.setPoolName("annals-query-projections");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(connectionsMax);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(2_000);
    config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("prepareThreshold", "1");
    config.setConnectionInitSql(INIT_SQL);
    return new HikariDataSource(config);
  }
}
