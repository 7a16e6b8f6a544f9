package dev.annals.eventstore.spring;

import dev.annals.eventstore.audit.seal.SealSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is sealed. Only a process that is given a key file seals.
 *
 * @param keyFile the private keys; made at the first start, readable by its owner only
 * @param origin the log's name in checkpoints; if absent, the key file makes one up
 * @param user login role that seals; needs nothing but the log's sealer role
 * @param interval between two checkpoints while the log grows slowly
 * @param stepEventsMax events of one checkpoint at most
 * @param lagMax for how long an event may wait to be sealed before health is down
 */
@ConfigurationProperties("annals.seal")
public record SealProperties(
    @Nullable Path keyFile,
    @Nullable String origin,
    @Nullable String user,
    @DefaultValue("") String password,
    @DefaultValue("1s") Duration interval,
    @DefaultValue("16384") int stepEventsMax,
    @DefaultValue("30s") Duration lagMax) {

  public SealProperties {
    if (keyFile != null && (user == null || user.isBlank())) {
      throw new IllegalArgumentException("annals.seal.user is missing");
    }
    if (lagMax.toMillis() < 1) {
      throw new IllegalArgumentException("annals.seal.lag-max must be at least 1ms, is " + lagMax);
    }
  }

  SealSettings settings() {
    return new SealSettings(interval, stepEventsMax, SealSettings.defaults().breath());
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "key file %s, origin %s, user %s".formatted(keyFile, origin, user);
  }
}
