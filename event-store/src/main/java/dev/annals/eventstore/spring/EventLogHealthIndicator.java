package dev.annals.eventstore.spring;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventReader;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up as long as the log tells its head. */
final class EventLogHealthIndicator implements HealthIndicator {

  private final EventReader log;

  EventLogHealthIndicator(EventReader log) {
    this.log = log;
  }

  @Override
  public Health health() {
    try {
      return Health.up().withDetail("position", log.head().value()).build();
    } catch (EventLogException trouble) {
      return Health.down(trouble).build();
    }
  }
}
