package dev.annals.query.payments.events;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.privacy.PersonalReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the audit events. */
@Configuration(proxyBeanMethods = false)
@Import({AccountEventsController.class, EventStreamController.class})
public class AccountEventsModule {

  @Bean
  AccountEventsQueries accountEventsQueries(EventReader log) {
    return new AccountEventsQueries(log);
  }

  @Bean
  CloudEvents cloudEvents(PersonalReader personal) {
    return new CloudEvents(personal);
  }
}
