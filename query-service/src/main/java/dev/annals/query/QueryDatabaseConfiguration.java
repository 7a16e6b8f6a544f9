package dev.annals.query;

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

  /**
   * Migrations, claims, looks at others' progress, replays and comparisons with them run beside the
   * workers.
   */
  private static final int CONNECTIONS_BESIDE_WORKERS = 8;

  /** A projection may be live, kept for a rollback, and built anew. */
  private static final int BUILDS_PER_PROJECTION = 3;

  @Bean(name = ProjectionAutoConfiguration.DATA_SOURCE, defaultCandidate = false)
  @FlywayDataSource
  HikariDataSource projectionDataSource(
      JdbcConnectionDetails database,
      ObjectProvider<Projection> projections,
      ProjectionProperties properties) {
    var builds = (int) projections.stream().count() * BUILDS_PER_PROJECTION;
    return ProjectionPool.open(
        database.getJdbcUrl(),
        database.getUsername(),
        database.getPassword(),
        builds * properties.segments().workers() + CONNECTIONS_BESIDE_WORKERS);
  }
}
