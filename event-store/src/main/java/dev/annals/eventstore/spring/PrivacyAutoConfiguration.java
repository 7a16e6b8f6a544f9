package dev.annals.eventstore.spring;

import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.privacy.EncryptedTexts;
import dev.annals.eventstore.privacy.ErasureCompletion;
import dev.annals.eventstore.privacy.ErasureEvents;
import dev.annals.eventstore.privacy.FollowedErasures;
import dev.annals.eventstore.privacy.KeyKeeper;
import dev.annals.eventstore.privacy.PayloadProtection;
import dev.annals.eventstore.privacy.PersonalFields;
import dev.annals.eventstore.privacy.PersonalPayloads;
import dev.annals.eventstore.privacy.PersonalReader;
import dev.annals.eventstore.privacy.SubjectKeyStore;
import dev.annals.eventstore.privacy.SubjectKeys;
import dev.annals.eventstore.privacy.postgres.PostgresKeyKeeper;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
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
 * Protects the personal data of an application that says what is personal, {@link PersonalFields},
 * and which event records an erasure, {@link ErasureEvents}. There is no way around it: without a
 * key store such an application does not start.
 */
@AutoConfiguration(after = EventLogAutoConfiguration.class)
@ConditionalOnBean({PersonalFields.class, ErasureEvents.class, EventReader.class})
@EnableConfigurationProperties(PrivacyProperties.class)
public final class PrivacyAutoConfiguration {

  private static final String MODE = "annals.log.mode";
  private static final String READ = "read";

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  @ConditionalOnProperty(name = MODE, havingValue = READ)
  SubjectKeyStore readSubjectKeyStore(PrivacyProperties properties) {
    return new KeyStoreStart(properties, false).open();
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  @ConditionalOnProperty(name = MODE, havingValue = "append", matchIfMissing = true)
  SubjectKeyStore subjectKeyStore(PrivacyProperties properties) {
    return new KeyStoreStart(properties, true).open();
  }

  @Bean
  SubjectKeys subjectKeys(
      SubjectKeyStore store, PrivacyProperties properties, EventReader log, PersonalFields fields) {
    var texts = new EncryptedTexts(log, fields);
    return new SubjectKeys(store, properties.keptMax(), texts::existOf);
  }

  /** Where events are appended: encrypts, and carries out erasures. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = MODE, havingValue = "append", matchIfMissing = true)
  static final class Appending {

    @Bean
    PayloadProtection payloadProtection(PersonalFields fields, SubjectKeys keys) {
      return new PersonalPayloads(fields, keys, new SecureRandom());
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    KeyKeeper keyKeeper(PrivacyProperties properties) {
      return new PostgresKeyKeeper(properties.keeperConnection());
    }

    /** The lifecycle starts and closes it. */
    @Bean(destroyMethod = "")
    ErasureCompletion erasureCompletion(
        EventReader log, ErasureEvents events, KeyKeeper keeper, SubjectKeys keys) {
      return new ErasureCompletion(log, events, keeper, keys);
    }

    @Bean
    PrivacyLifecycle erasureLifecycle(ErasureCompletion completion) {
      return new PrivacyLifecycle(completion::start, completion::close);
    }
  }

  /** Where events are read: decrypts, and forgets keys as the log tells. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = MODE, havingValue = READ)
  static final class Reading {

    @Bean
    PersonalReader personalReader(PersonalFields fields, SubjectKeys keys) {
      return new PersonalReader(fields, keys);
    }

    /** The lifecycle starts and closes it. */
    @Bean(destroyMethod = "")
    FollowedErasures followedErasures(EventReader log, ErasureEvents events, SubjectKeys keys) {
      return new FollowedErasures(log, events, keys);
    }

    @Bean
    PrivacyLifecycle erasureLifecycle(FollowedErasures followed) {
      return new PrivacyLifecycle(followed::start, followed::close);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  static final class Health {

    @Bean
    @ConditionalOnMissingBean(name = "keysHealthIndicator")
    HealthIndicator keysHealthIndicator(
        SubjectKeyStore store,
        ObjectProvider<ErasureCompletion> completion,
        ObjectProvider<FollowedErasures> followed,
        SubjectKeys keys) {
      var troubles = new LinkedHashMap<String, Supplier<@Nullable String>>();
      completion.ifAvailable(
          erasures -> troubles.put("Erasures are not carried out", erasures::trouble));
      followed.ifAvailable(
          erasures -> troubles.put("Erasures are not followed", erasures::trouble));
      troubles.put("Erasures may have been missed", keys::trouble);
      return new KeysHealthIndicator(store, troubles);
    }
  }
}
