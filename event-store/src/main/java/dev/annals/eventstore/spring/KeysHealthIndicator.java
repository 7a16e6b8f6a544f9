package dev.annals.eventstore.spring;

import dev.annals.eventstore.privacy.KeysUnavailableException;
import dev.annals.eventstore.privacy.SubjectKeyStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down if personal data cannot be read or written, or if erasures are not carried out or noticed.
 */
final class KeysHealthIndicator implements HealthIndicator {

  private static final String REASON = "reason";

  private final SubjectKeyStore store;
  private final Map<String, Supplier<@Nullable String>> troubles;

  /**
   * @param troubles by what it means the cause; null if all is well
   */
  KeysHealthIndicator(SubjectKeyStore store, Map<String, Supplier<@Nullable String>> troubles) {
    this.store = store;
    this.troubles = new LinkedHashMap<>(troubles);
  }

  @Override
  public Health health() {
    try {
      store.check();
    } catch (KeysUnavailableException trouble) {
      return down(String.valueOf(trouble.getMessage()));
    }
    for (var trouble : troubles.entrySet()) {
      var cause = trouble.getValue().get();
      if (cause != null) {
        return down("%s: %s".formatted(trouble.getKey(), cause));
      }
    }
    return Health.up().build();
  }

  private static Health down(String reason) {
    return Health.down().withDetail(REASON, reason).build();
  }
}
