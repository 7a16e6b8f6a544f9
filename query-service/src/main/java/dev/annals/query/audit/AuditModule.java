package dev.annals.query.audit;

import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.eventstore.projection.ReplayProperties;
import dev.annals.query.audit.lineage.LineageModule;
import dev.annals.query.audit.seal.SealModule;
import dev.annals.query.web.Moments;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires what auditors need. */
@Configuration(proxyBeanMethods = false)
@Import({
  ReplaysController.class,
  DifferencesController.class,
  SealModule.class,
  LineageModule.class
})
public class AuditModule {

  @Bean
  ReplayWishes replayWishes(
      ProjectionRunners projections, Moments moments, ReplayProperties limits) {
    return new ReplayWishes(projections, moments, limits);
  }
}
