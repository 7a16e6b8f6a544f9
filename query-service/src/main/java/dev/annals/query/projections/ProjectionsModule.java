package dev.annals.query.projections;

import dev.annals.eventstore.projection.ProjectionRunners;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires what operators need. */
@Configuration(proxyBeanMethods = false)
@Import({ProjectionsController.class, DeadLettersController.class})
public class ProjectionsModule {

  @Bean
  KnownProjections knownProjections(ProjectionRunners projections) {
    return new KnownProjections(projections);
  }
}
