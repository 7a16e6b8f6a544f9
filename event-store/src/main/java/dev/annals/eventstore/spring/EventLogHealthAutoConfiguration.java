package dev.annals.eventstore.spring;

import dev.annals.eventstore.log.EventReader;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Tells of the event log's health wherever health is asked for. */
@AutoConfiguration(after = EventLogAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(EventReader.class)
public final class EventLogHealthAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "eventLogHealthIndicator")
  @ConditionalOnEnabledHealthIndicator("event-log")
  HealthIndicator eventLogHealthIndicator(EventReader log) {
    return new EventLogHealthIndicator(log);
  }
}
