package dev.annals.eventstore.spring;

import dev.annals.eventstore.audit.postgres.PostgresSealStore;
import dev.annals.eventstore.audit.postgres.PostgresSealedLog;
import dev.annals.eventstore.audit.seal.CheckpointSigner;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.seal.Sealer;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.postgres.LogConnection;
import dev.annals.eventstore.log.postgres.LogSchema;
import java.security.SecureRandom;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Reads the sealed log where the log is only read, and seals it where there is a key: {@code
 * annals.seal.key-file}.
 */
@AutoConfiguration(after = EventLogAutoConfiguration.class)
@ConditionalOnBean(EventReader.class)
@ConditionalOnProperty(name = "annals.log.mode", havingValue = "read")
public final class SealAutoConfiguration {

  /** Proofs take a few milliseconds, bundles some more. */
  private static final int READERS = 12;

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty("annals.log.url")
  @EnableConfigurationProperties(EventLogProperties.class)
  static final class Reading {

    /** After the log itself, which may have to be migrated. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    SealedLog sealedLog(EventReader log, EventLogProperties properties) {
      Objects.requireNonNull(log);
      return new PostgresSealedLog(properties.connection(), READERS);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty("annals.seal.key-file")
  @EnableConfigurationProperties({EventLogProperties.class, SealProperties.class})
  static final class Sealing {

    /** The lifecycle starts and closes it. */
    @Bean(destroyMethod = "")
    Sealer sealer(EventReader log, EventLogProperties properties, SealProperties seal) {
      Objects.requireNonNull(log);
      var owner = properties.ownerConnection();
      var user = Objects.requireNonNull(seal.user());
      if (owner != null) {
        LogSchema.grantSealer(owner, user);
      }
      var reader = properties.connection();
      var sealer = new LogConnection(reader.url(), user, seal.password(), reader.schema());
      var keyFile = Objects.requireNonNull(seal.keyFile());
      var random = new SecureRandom();
      return new Sealer(
          new PostgresSealStore(sealer),
          () -> CheckpointSigner.open(keyFile, seal.origin(), random),
          seal.settings());
    }

    @Bean
    PartLifecycle sealerLifecycle(Sealer sealer) {
      return new PartLifecycle(sealer::start, sealer::close, ProjectionLifecycle.PHASE);
    }

    @Bean
    SealMetrics sealMetrics(Sealer sealer) {
      return new SealMetrics(sealer);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  @ConditionalOnProperty("annals.seal.key-file")
  static final class Health {

    @Bean
    @ConditionalOnMissingBean(name = "sealHealthIndicator")
    HealthIndicator sealHealthIndicator(Sealer sealer, SealProperties properties) {
      return new SealHealthIndicator(sealer, properties.lagMax());
    }
  }
}
