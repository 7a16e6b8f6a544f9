package dev.annals.query.audit.seal;

import dev.annals.eventstore.audit.seal.SealedLog;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires what proves the log. */
@Configuration(proxyBeanMethods = false)
@Import({TilesController.class, ProofsController.class})
public class SealModule {

  @Bean
  SealedReads sealedReads(ObjectProvider<SealedLog> log) {
    return new SealedReads(log.getIfAvailable());
  }
}
