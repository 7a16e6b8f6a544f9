package dev.annals.eventstore.spring;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import dev.annals.eventstore.log.postgres.PostgresEventReader;
import dev.annals.eventstore.snapshot.PostgresSnapshotStore;
import dev.annals.eventstore.snapshot.SnapshotStore;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Opens the application's event log, unless it brings one along: an {@link EventLog}, or with
 * {@code annals.log.mode=read} an {@link EventReader} only. Being an ordinary bean, it closes after
 * everything with a lifecycle has stopped.
 */
@AutoConfiguration
public final class EventLogAutoConfiguration {

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingBean(EventReader.class)
  @EnableConfigurationProperties(EventLogProperties.class)
  static final class OnPostgres {

    private static final String MODE = "annals.log.mode";

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(name = MODE, havingValue = "append", matchIfMissing = true)
    PostgresEventLog eventLog(EventLogProperties properties) {
      return new EventLogStart(properties)
          .open(() -> PostgresEventLog.open(properties.connection(), LogLimits.defaults()));
    }

    @Bean
    @ConditionalOnProperty(name = MODE, havingValue = "append", matchIfMissing = true)
    EventLogMetrics eventLogMetrics(PostgresEventLog log) {
      return new EventLogMetrics(log);
    }

    /** Connects when first used. Whoever uses it closes it. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = MODE, havingValue = "append", matchIfMissing = true)
    SnapshotStore snapshotStore(EventLogProperties properties) {
      return new PostgresSnapshotStore(properties.connection());
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(name = MODE, havingValue = "read")
    EventReader eventReader(EventLogProperties properties) {
      return new EventLogStart(properties)
          .open(() -> PostgresEventReader.open(properties.connection(), LogLimits.defaults()));
    }
  }
}
