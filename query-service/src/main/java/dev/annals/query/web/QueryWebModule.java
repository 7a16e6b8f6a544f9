package dev.annals.query.web;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.query.web.ReadRequest.Reads;
import dev.annals.web.Admission;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Wires what every read over HTTP has in common. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReadProperties.class)
@Import({ReadArguments.class, ReadDatabaseAdvice.class})
public class QueryWebModule {

  @Bean
  Reads reads(ReadProperties properties, ReplayedReads replayed, Moments moments) {
    return new Reads(
        new Admission(properties.underWayMax(), "Too many reads are under way."),
        new Admission(properties.waitingMax(), "Too many reads wait for a view."),
        replayed,
        moments);
  }

  @Bean
  Moments moments(EventReader log, ObjectProvider<Clock> clock) {
    return new Moments(log, clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  LogProgress logProgress(EventReader log, ProjectionRunners projections) {
    return new LogProgress(log, projections.all().getFirst());
  }

  @Bean
  ReplayedReads replayedReads(JdbcClient jdbc, DataSource readDatabase) {
    var transactions = new TransactionTemplate(new JdbcTransactionManager(readDatabase));
    return new ReplayedReads(jdbc, transactions);
  }
}
