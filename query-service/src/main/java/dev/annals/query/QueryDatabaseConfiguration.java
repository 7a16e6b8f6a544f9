package dev.annals.query;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionProperties;
import dev.annals.eventstore.spring.ProjectionAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayDataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The second pool of the read database: projections and migrations write through it. The first one,
 * {@code spring.datasource}, only reads. So a rush of reads never keeps the views from following
 * the log, nor the other way round.
 */
@Configuration(proxyBeanMethods = false)
class QueryDatabaseConfiguration {

  /** Migrations, claims and looks at others' progress run beside the workers. */
  private static final int CONNECTIONS_BESIDE_WORKERS = 4;

  /** A projection may be live, kept for a rollback, and built anew. */
  private static final int BUILDS_PER_PROJECTION = 3;

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

  @Bean(name = ProjectionAutoConfiguration.DATA_SOURCE, defaultCandidate = false)
  @FlywayDataSource
  HikariDataSource projectionDataSource(
      JdbcConnectionDetails database,
      ObjectProvider<Projection> projections,
      ProjectionProperties properties) {
    var config = new HikariConfig();
    config.setPoolName("annals-query-projections");
    config.setJdbcUrl(database.getJdbcUrl());
    config.setUsername(database.getUsername());
    config.setPassword(database.getPassword());
    var builds = (int) projections.stream().count() * BUILDS_PER_PROJECTION;
    config.setMaximumPoolSize(
        builds * properties.segments().workers() + CONNECTIONS_BESIDE_WORKERS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(2_000);
    config.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("prepareThreshold", "1");
    config.setConnectionInitSql(INIT_SQL);
    return new HikariDataSource(config);
  }
}
