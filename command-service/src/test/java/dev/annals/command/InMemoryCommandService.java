package dev.annals.command;

import dev.annals.eventstore.log.InMemoryEventLog;
import dev.annals.eventstore.privacy.InMemorySubjectKeyStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The service on a log, and with keys, in memory. */
@TestConfiguration(proxyBeanMethods = false)
public class InMemoryCommandService {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

  @Bean
  FailingEventLog eventLog() {
    return new FailingEventLog(new InMemoryEventLog(NOON));
  }

  /** Also destroys keys. */
  @Bean
  InMemorySubjectKeyStore subjectKeyStore() {
    return new InMemorySubjectKeyStore();
  }
}
