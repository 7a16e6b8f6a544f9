package dev.annals.query.payments.account;

import dev.annals.eventstore.projection.Projection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the account view. */
@Configuration(proxyBeanMethods = false)
@Import(AccountController.class)
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
}
