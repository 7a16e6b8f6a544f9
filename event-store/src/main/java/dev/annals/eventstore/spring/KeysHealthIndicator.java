package dev.annals.eventstore.spring;

import dev.annals.eventstore.privacy.ErasureCompletion;
import dev.annals.eventstore.privacy.KeysUnavailableException;
import dev.annals.eventstore.privacy.SubjectKeyStore;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down if personal data cannot be read or written, or if an erasure is not carried out. */
final class KeysHealthIndicator implements HealthIndicator {

  private static final String REASON = "reason";

  private final SubjectKeyStore store;
  private final @Nullable ErasureCompletion erasures;

  KeysHealthIndicator(SubjectKeyStore store, @Nullable ErasureCompletion erasures) {
    this.store = store;
    this.erasures = erasures;
  }

  @Override
  public Health health() {
    try {
      store.check();
    } catch (KeysUnavailableException trouble) {
      return Health.down().withDetail(REASON, String.valueOf(trouble.getMessage())).build();
    }
    var undone = erasures == null ? null : erasures.trouble();
    return undone == null
        ? Health.up().build()
        : Health.down().withDetail(REASON, "Erasures are not carried out: " + undone).build();
  }
}
