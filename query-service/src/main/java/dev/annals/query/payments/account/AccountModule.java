package dev.annals.query.payments.account;

import dev.annals.eventstore.projection.Projection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires accounts and their statements. */
@Configuration(proxyBeanMethods = false)
@Import({AccountController.class, StatementController.class})
public class AccountModule {

  /** Can be run without the rest of the service. */
  @Bean
  public Projection accountProjection() {
    return new AccountProjection();
  }

  @Bean
  AccountQueries accountQueries(JdbcClient jdbc) {
    return new AccountQueries(jdbc);
  }

  @Bean
  StatementQueries statementQueries(JdbcClient jdbc) {
    return new StatementQueries(jdbc);
  }
}
