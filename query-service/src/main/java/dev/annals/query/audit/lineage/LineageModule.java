package dev.annals.query.audit.lineage;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.projection.Projection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires lineage, and events one by one. */
@Configuration(proxyBeanMethods = false)
@Import({LineageController.class, CommandController.class})
public class LineageModule {

  @Bean
  Projection lineageProjection() {
    return new LineageProjection();
  }

  @Bean
  LineageQueries lineageQueries(JdbcClient jdbc) {
    return new LineageQueries(jdbc);
  }

  @Bean
  RecordedEvents recordedEvents(EventReader log) {
    return new RecordedEvents(log);
  }
}
