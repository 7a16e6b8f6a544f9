package dev.annals.eventstore.spring;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.projection.LagWatch;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionProperties;
import dev.annals.eventstore.projection.ProjectionRunners;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Runs every {@link Projection} bean from before the web server starts until after it has stopped.
 *
 * <p>They write to the {@code DataSource} bean named {@value #DATA_SOURCE} if there is one, so that
 * they and the reads need not share a pool, and else to the application's only one.
 */
@AutoConfiguration(
    afterName = {
      "dev.annals.eventstore.spring.EventLogAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    })
@ConditionalOnBean(Projection.class)
@EnableConfigurationProperties({ProjectionProperties.class, ProjectionHealthProperties.class})
public final class ProjectionAutoConfiguration {

  /** Name of the bean that projections write through. */
  public static final String DATA_SOURCE = "projectionDataSource";

  @Bean
  ProjectionRunners projectionRunners(
      ObjectProvider<Projection> projections,
      EventReader log,
      @Qualifier(DATA_SOURCE) ObjectProvider<DataSource> own,
      ObjectProvider<DataSource> shared,
      ProjectionProperties properties,
      ObjectProvider<Clock> clock) {
    var readDatabase = own.getIfAvailable(shared::getObject);
    var time = clock.getIfAvailable(Clock::systemUTC);
    return new ProjectionRunners(
        projections.orderedStream().toList(), log, readDatabase, properties, time);
  }

  /** The lifecycle starts and closes it. */
  @Bean(destroyMethod = "")
  LagWatch lagWatch(ProjectionRunners runners, EventReader log, ObjectProvider<Clock> clock) {
    return new LagWatch(runners, log, clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  ProjectionLifecycle projectionLifecycle(
      ProjectionRunners runners,
      LagWatch watch,
      @Qualifier(DATA_SOURCE) ObjectProvider<DataSource> own,
      ObjectProvider<DataSource> shared) {
    return new ProjectionLifecycle(runners, watch, own.getIfAvailable(shared::getObject));
  }

  @Bean
  ProjectionMetrics projectionMetrics(ProjectionRunners runners, LagWatch watch) {
    return new ProjectionMetrics(runners, watch);
  }

  @Bean
  LagMetrics lagMetrics(LagWatch watch) {
    return new LagMetrics(watch);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  static final class Health {

    @Bean
    @ConditionalOnMissingBean(name = "projectionsHealthIndicator")
    HealthIndicator projectionsHealthIndicator(
        ProjectionRunners runners, LagWatch watch, ProjectionHealthProperties properties) {
      return new ProjectionsHealthIndicator(runners, new Ailments(watch, properties.stuckAfter()));
    }

    @Bean
    @ConditionalOnMissingBean(name = "projectionLagHealthIndicator")
    HealthIndicator projectionLagHealthIndicator(
        LagWatch watch, ProjectionHealthProperties properties) {
      return new ProjectionLagHealthIndicator(watch::lags, properties.readyLag());
    }
  }
}
