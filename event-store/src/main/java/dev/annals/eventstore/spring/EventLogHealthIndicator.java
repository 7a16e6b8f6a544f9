package dev.annals.eventstore.spring;

import dev.annals.eventstore.log.EventLogException;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.postgres.PostgresEventLog;
import dev.annals.eventstore.log.postgres.WriterWork;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up as long as the log tells its head and nothing holds up appends. */
final class EventLogHealthIndicator implements HealthIndicator {

  private final EventReader log;

  EventLogHealthIndicator(EventReader log) {
    this.log = log;
  }

  @Override
  public Health health() {
    try {
      var health = Health.up().withDetail("position", log.head().value());
      if (log instanceof PostgresEventLog written) {
        tell(written.work(), health);
      }
      return health.build();
    } catch (EventLogException trouble) {
      return Health.down(trouble).build();
    }
  }

  private static void tell(WriterWork work, Health.Builder health) {
    health.withDetail("indexLag", work.indexLag());
    if (work.isIndexBehind()) {
      health
          .down()
          .withDetail(
              "reason",
              "The tag index is more than %d events behind and slows appends down"
                  .formatted(work.indexLagMax()));
    }
  }
}
