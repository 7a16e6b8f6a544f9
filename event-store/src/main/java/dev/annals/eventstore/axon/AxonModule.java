package dev.annals.eventstore.axon;

import java.util.Set;
import org.axonframework.eventsourcing.configuration.EventSourcingConfigurer;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * What a bounded context brings along: its entities, command handlers and tags, registered by hand.
 */
public interface AxonModule {

  /**
   * Registers the entities and command handlers of this module.
   *
   * @return the configurer given
   */
  EventSourcingConfigurer register(EventSourcingConfigurer configurer);

  /** The tags of one of this module's events; none for the event of another module. */
  Set<Tag> tagsOf(EventMessage event);
}
