package dev.annals.query.payments.transfer;

import dev.annals.eventstore.projection.Projection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the transfer view. */
@Configuration(proxyBeanMethods = false)
@Import(TransferController.class)
public class TransferModule {

  @Bean
  Projection transferProjection() {
    return new TransferProjection();
  }

  @Bean
  TransferQueries transferQueries(JdbcClient jdbc) {
    return new TransferQueries(jdbc);
  }
}
