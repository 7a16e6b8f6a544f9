package dev.annals.query.payments.account;

import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.privacy.PersonalReader;
import dev.annals.eventstore.projection.Projection;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.query.payments.account.timeline.Histories;
import dev.annals.query.payments.account.timeline.PastAccounts;
import dev.annals.query.payments.account.timeline.PersonalHistories;
import dev.annals.query.payments.account.timeline.ReportController;
import dev.annals.query.payments.account.timeline.ReportSeal;
import dev.annals.query.payments.account.timeline.TimelineController;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires accounts and their statements. */
@Configuration(proxyBeanMethods = false)
@Import({
  AccountController.class,
  AccountStreamController.class,
  ReportController.class,
  StatementController.class,
  StatementStreamController.class,
  TimelineController.class
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
  PastAccounts pastAccounts(AccountQueries queries, ProjectionRunners projections) {
    return new ViewedAccounts(queries, projections.progressOf(AccountProjection.ID));
  }

  @Bean
  Histories histories(EventReader log, PastAccounts accounts) {
    return new Histories(log, accounts);
  }

  @Bean
  PersonalHistories personalHistories(PersonalReader personal, PersonalAccounts accounts) {
    return new PersonalHistories(personal, accounts::account);
  }

  @Bean
  ReportSeal reportSeal(ObjectProvider<SealedLog> log) {
    return new ReportSeal(log.getIfAvailable());
  }

  @Bean
  StatementQueries statementQueries(JdbcClient jdbc, BuiltTables tables) {
    return new StatementQueries(jdbc, tables);
  }
}
