package dev.annals.eventstore.axon.spring;

import dev.annals.eventstore.axon.AxonModule;
import dev.annals.eventstore.axon.AxonWiring;
import dev.annals.eventstore.axon.CommandDispatcher;
import dev.annals.eventstore.log.EventLog;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Builds Axon from the application's {@link AxonModule} beans, on its {@link EventLog}. Without
 * modules there is no Axon.
 */
@AutoConfiguration(afterName = "dev.annals.eventstore.spring.EventLogAutoConfiguration")
@ConditionalOnBean({EventLog.class, AxonModule.class})
@EnableConfigurationProperties(DispatchProperties.class)
public final class AxonAutoConfiguration {

  /** The lifecycle shuts it down, so Spring need not. */
  @Bean(destroyMethod = "")
  AxonConfiguration axonConfiguration(EventLog log, ObjectProvider<AxonModule> modules) {
    return AxonWiring.configurer(log, modules.orderedStream().toList()).build();
  }

  @Bean
  AxonLifecycle axonLifecycle(AxonConfiguration axon) {
    return new AxonLifecycle(axon);
  }

  @Bean
  CommandDispatcher commandDispatcher(
      AxonConfiguration axon, EventLog log, DispatchProperties properties) {
    return AxonWiring.dispatcher(axon, log, properties.limits());
  }

  @Bean
  CommandGateway commandGateway(AxonConfiguration axon) {
    return axon.getComponent(CommandGateway.class);
  }

  @Bean
  MeterBinder commandDispatchMetrics(CommandDispatcher dispatcher) {
    return registry ->
        FunctionCounter.builder(
                "annals.command.conflicts", dispatcher, CommandDispatcher::conflicts)
            .description("Appends refused because someone was faster")
            .register(registry);
  }
}
