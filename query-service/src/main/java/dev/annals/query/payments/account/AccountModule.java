package dev.annals.query.payments.account;

import dev.annals.eventstore.privacy.PersonalReader;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionRunners;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires accounts and their statements. */
@Configuration(proxyBeanMethods = false)
@Import({
  AccountController.class,
  AccountStreamController.class,
  StatementController.class,
  StatementStreamController.class
})
public class AccountModule {

  /** Can be run without the rest of the service. */
  @Bean
  public Projection accountProjection() {
    return new AccountProjection();
  }

  @Bean
  BuiltTables builtAccountTables(ProjectionRunners projections) {
    return BuiltTables.of(projections.of(AccountProjection.ID));
  }

  @Bean
  PersonalAccounts personalAccounts(PersonalReader personal) {
    return new PersonalAccounts(personal);
  }

  @Bean
  AccountQueries accountQueries(JdbcClient jdbc, BuiltTables tables) {
    return new AccountQueries(jdbc, tables);
  }

  @Bean
  StatementQueries statementQueries(JdbcClient jdbc, BuiltTables tables) {
    return new StatementQueries(jdbc, tables);
  }
}
