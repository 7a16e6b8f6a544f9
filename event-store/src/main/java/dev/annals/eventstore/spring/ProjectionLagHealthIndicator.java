package dev.annals.eventstore.spring;

import dev.annals.eventstore.projection.BuildLag;
import dev.annals.eventstore.projection.BuildLook;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Out of service as soon as a view that reads see is too far behind, and until it has made up half
 * of that: a view at the bound must not come and go. Belongs to readiness.
 */
final class ProjectionLagHealthIndicator implements HealthIndicator {

  private final Supplier<List<BuildLag>> lags;
  private final Duration bound;
  private final Set<String> late = new HashSet<>();

  ProjectionLagHealthIndicator(Supplier<List<BuildLag>> lags, Duration bound) {
    this.lags = lags;
    this.bound = bound;
  }

  @Override
  public synchronized Health health() {
    var health = Health.up();
    for (var lag : lags.get()) {
      if (lag.look().isLive()) {
        judge(lag);
        health.withDetail(lag.look().status().id().toString(), details(lag));
      }
    }
    // As long as the log does not answer, nobody is known to have come later or earlier.
    return (late.isEmpty() ? health : health.outOfService()).build();
  }

  private void judge(BuildLag lag) {
    var name = lag.look().status().id().name();
    if (lag.waiting().compareTo(bound) >= 0) {
      late.add(name);
    } else if (lag.waiting().compareTo(bound.dividedBy(2)) <= 0) {
      late.remove(name);
    }
  }

  private Map<String, Object> details(BuildLag lag) {
    var details = new LinkedHashMap<String, Object>();
    details.put("lagEvents", lag.events());
    details.put("lagSeconds", lag.waiting().toSeconds());
    if (late.contains(lag.look().status().id().name())) {
      details.put("reason", reason(lag.look()));
    }
    return details;
  }

  private String reason(BuildLook look) {
    var trouble = look.status().trouble();
    return "It was more than %d s behind and has not made up half of that; %s"
        .formatted(
            bound.toSeconds(),
            trouble == null
                ? "it goes on at %.0f events/s".formatted(look.pace().eventsPerSecond())
                : trouble.cause());
  }
}
