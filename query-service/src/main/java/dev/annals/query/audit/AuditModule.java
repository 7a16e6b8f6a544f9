package dev.annals.query.audit;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.eventstore.projection.ReplayProperties;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires what auditors need. */
@Configuration(proxyBeanMethods = false)
@Import({ReplaysController.class, DifferencesController.class})
public class AuditModule {

  @Bean
  ReplayWishes replayWishes(
      ProjectionRunners projections,
      EventReader log,
      ReplayProperties limits,
      ObjectProvider<Clock> clock) {
    return new ReplayWishes(projections, log, limits, clock.getIfAvailable(Clock::systemUTC));
  }
}
