package dev.annals.eventstore.spring;

import dev.annals.eventstore.projection.Projection;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Records what operators do about dead letters in the log of operations, if there is one: {@code
 * annals.operations.schema}.
 */
@AutoConfiguration(after = ProjectionAutoConfiguration.class)
@ConditionalOnBean(Projection.class)
@ConditionalOnProperty("annals.operations.schema")
@EnableConfigurationProperties({OperationsProperties.class, EventLogProperties.class})
public final class OperationsAutoConfiguration {

  @Bean
  OperationsRecording operationsRecording(
      OperationsProperties operations,
      EventLogProperties log,
      @Qualifier(ProjectionAutoConfiguration.DATA_SOURCE) ObjectProvider<DataSource> own,
      ObjectProvider<DataSource> shared) {
    var connection = log.connection(operations.schema());
    return new OperationsRecording(connection, own.getIfAvailable(shared::getObject));
  }

  @Bean
  MeterBinder operationsMetrics(OperationsRecording recording) {
    return registry ->
        Gauge.builder("annals.operations.acts.waiting", recording, OperationsRecording::waiting)
            .description("Acts on dead letters that are not in the log of operations yet")
            .register(registry);
  }
}
