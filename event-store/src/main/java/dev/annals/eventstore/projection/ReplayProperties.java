package dev.annals.eventstore.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many views are replayed for audits, and for how long they are kept.
 *
 * @param keptMax most replays that have tables, of all processes together
 * @param runningMax most replays that one process builds at a time
 * @param keepFor after which a replay is dropped if nobody says otherwise
 * @param keepForMax the longest that anybody may ask for
 * @param compareTimeout for each statement of a comparison
 */
@ConfigurationProperties("annals.projection.replays")
public record ReplayProperties(
    @DefaultValue("4") int keptMax,
    @DefaultValue("2") int runningMax,
    @DefaultValue("1h") Duration keepFor,
    @DefaultValue("24h") Duration keepForMax,
    @DefaultValue("60s") Duration compareTimeout) {

  public ReplayProperties {
    requirePositive("kept-max", keptMax);
    requirePositive("running-max", runningMax);
    requirePositive("keep-for", keepFor.toMillis());
    requirePositive("compare-timeout", compareTimeout.toMillis());
    if (keepForMax.compareTo(keepFor) < 0) {
      throw new IllegalArgumentException(
          "keep-for-max %s must not be less than keep-for %s".formatted(keepForMax, keepFor));
    }
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, is " + value);
    }
  }

  public static ReplayProperties defaults() {
    return new ReplayProperties(
        4, 2, Duration.ofHours(1), Duration.ofHours(24), Duration.ofSeconds(60));
  }
}
