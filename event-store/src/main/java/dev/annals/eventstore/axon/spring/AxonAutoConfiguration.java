package dev.annals.eventstore.axon.spring;

import dev.annals.eventstore.axon.AxonModule;
import dev.annals.eventstore.axon.AxonWiring;
import dev.annals.eventstore.axon.CommandDispatcher;
import dev.annals.eventstore.axon.Provenance;
import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.privacy.PayloadProtection;
import dev.annals.eventstore.snapshot.DecidedStates;
import dev.annals.eventstore.snapshot.SnapshotStore;
import dev.annals.eventstore.snapshot.Snapshots;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.axonframework.common.configuration.AxonConfiguration;
import org.axonframework.messaging.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Builds Axon from the application's {@link AxonModule} beans, on its {@link EventLog}. Without
 * modules there is no Axon.
 */
@AutoConfiguration(
    afterName = {
      "dev.annals.eventstore.spring.EventLogAutoConfiguration",
      "dev.annals.eventstore.spring.PrivacyAutoConfiguration"
    })
@ConditionalOnBean({EventLog.class, AxonModule.class})
@EnableConfigurationProperties({DispatchProperties.class, StateProperties.class})
public final class AxonAutoConfiguration {

  /**
   * The lifecycle shuts it down, so Spring need not.
   *
   * @param serviceVersion name and version of the service build, which every event tells
   */
  @Bean(destroyMethod = "")
  AxonConfiguration axonConfiguration(
      EventLog log,
      DecidedStates states,
      ObjectProvider<PayloadProtection> protection,
      @Value("${annals.service.version:#{null}}") @Nullable String serviceVersion,
      ObjectProvider<AxonModule> modules) {
    return AxonWiring.configurer(
            log,
            states,
            protection.getIfAvailable(() -> PayloadProtection.NONE),
            new Provenance(serviceVersion),
            modules.orderedStream().toList())
        .build();
  }

  @Bean
  DecidedStates decidedStates(
      EventLog log, StateProperties properties, ObjectProvider<Snapshots> snapshots) {
    return new DecidedStates(log, properties.keptMax(), snapshots.getIfAvailable());
  }

  /** Closes the store, which therefore is no bean that closes itself. */
  @Bean(destroyMethod = "close")
  @ConditionalOnBean(SnapshotStore.class)
  Snapshots snapshots(SnapshotStore store, StateProperties properties) {
    return new Snapshots(store, properties.snapshotPolicy(), properties.snapshotQueueMax());
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
  MeterBinder decisionMetrics(
      CommandDispatcher dispatcher, DecidedStates states, ObjectProvider<Snapshots> snapshots) {
    return new DecisionMetrics(dispatcher, states, snapshots.getIfAvailable());
  }
}
