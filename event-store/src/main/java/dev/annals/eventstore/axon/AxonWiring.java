package dev.annals.eventstore.axon;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.annals.eventstore.log.EventLog;
import dev.annals.eventstore.privacy.PayloadProtection;
import dev.annals.eventstore.snapshot.DecidedStates;
import java.util.List;
import java.util.Set;
import org.axonframework.common.configuration.Configuration;
import org.axonframework.conversion.Converter;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.commandhandling.CommandBus;
import org.axonframework.messaging.core.MessageTypeResolver;
import org.axonframework.messaging.core.annotation.AnnotationMessageTypeResolver;
import org.axonframework.messaging.core.correlation.CorrelationDataProviderRegistry;
import org.axonframework.messaging.core.correlation.DefaultCorrelationDataProviderRegistry;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/** Puts Axon together by hand: what stands here is all there is. */
public final class AxonWiring {

  private static final int STATES_KEPT = 10_000;

  private AxonWiring() {}

  /**
   * A configurer as the other, with as many states kept as a small application needs, and without
   * personal data.
   */
  public static EventSourcingConfigurer configurer(EventLog log, List<AxonModule> modules) {
    var states = new DecidedStates(log, STATES_KEPT, null);
    return configurer(log, states, PayloadProtection.NONE, new Provenance(null), modules);
  }

  /**
   * A configurer with everything the modules need, and the modules themselves.
   *
   * @param states of the same log
   * @param protection of what is personal in the events' payloads
   */
  public static EventSourcingConfigurer configurer(
      EventLog log,
      DecidedStates states,
      PayloadProtection protection,
      Provenance provenance,
      List<AxonModule> modules) {
    var all = List.copyOf(modules);
    var configurer =
        EventSourcingConfigurer.create()
            .registerEventStorageEngine(
                config ->
                    new LogEventStorageEngine(
                        log, config.getComponent(Converter.class), protection))
            .registerTagResolver(config -> event -> tagsOf(event, all))
            .messaging(
                messaging ->
                    messaging
                        .registerMessageTypeResolver(
                            config ->
                                new CachingMessageTypeResolver(new AnnotationMessageTypeResolver()))
                        .registerCommandHandlerInterceptor(config -> DispatchAttempt.interceptor()))
            .componentRegistry(
                registry ->
                    registry
                        .registerComponent(DecidedStates.class, config -> states)
                        .registerComponent(
                            Converter.class,
                            config -> new JacksonConverter(JacksonConverter.storedJson()))
                        .registerComponent(
                            CorrelationDataProviderRegistry.class,
                            config ->
                                new DefaultCorrelationDataProviderRegistry()
                                    .registerProvider(c -> provenance)));
    for (var module : all) {
      module.register(configurer);
    }
    return configurer;
  }

  /** A dispatcher to the handlers of a started configuration. */
  public static CommandDispatcher dispatcher(
      Configuration configuration, EventLog log, DispatchLimits limits) {
    return new CommandDispatcher(
        configuration.getComponent(CommandBus.class),
        configuration.getComponent(MessageTypeResolver.class),
        log,
        limits);
  }

  private static Set<Tag> tagsOf(EventMessage event, List<AxonModule> modules) {
    return modules.stream()
        .flatMap(module -> module.tagsOf(event).stream())
        .collect(toUnmodifiableSet());
  }
}
