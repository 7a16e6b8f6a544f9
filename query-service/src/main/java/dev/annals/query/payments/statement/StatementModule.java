package dev.annals.query.payments.statement;

import dev.annals.eventstore.projection.Projection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the statement. */
@Configuration(proxyBeanMethods = false)
@Import(StatementController.class)
public class StatementModule {

  /** Can be run without the rest of the service. */
  @Bean
  public Projection statementProjection() {
    return new StatementProjection();
  }

  @Bean
  StatementQueries statementQueries(JdbcClient jdbc) {
    return new StatementQueries(jdbc);
  }
}
