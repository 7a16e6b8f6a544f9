package dev.annals.eventstore.spring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When projections count as unwell.
 *
 * @param readyLag how far a view may be behind the log before the service is not ready for reads;
 *     it is again when the view is behind by half of that
 * @param stuckAfter how long a segment may stand still, though there are events before it
 */
@ConfigurationProperties("annals.projection.health")
record ProjectionHealthProperties(
    @DefaultValue("30s") Duration readyLag, @DefaultValue("30s") Duration stuckAfter) {

  ProjectionHealthProperties {
    requirePositive("ready-lag", readyLag);
    requirePositive("stuck-after", stuckAfter);
  }

  private static void requirePositive(String name, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException(
          "annals.projection.health.%s must be at least 1ms, is %s".formatted(name, value));
    }
  }
}
