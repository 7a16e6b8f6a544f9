package dev.annals.eventstore.spring;

import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.eventstore.projection.ProjectionStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Down as soon as one projection does not get on, or a build of it: what it serves, or is to serve,
 * grows older by the second. Says which and why.
 */
final class ProjectionsHealthIndicator implements HealthIndicator {

  private final ProjectionRunners runners;
  private final Ailments ailments;

  ProjectionsHealthIndicator(ProjectionRunners runners, Ailments ailments) {
    this.runners = runners;
    this.ailments = ailments;
  }

  @Override
  public Health health() {
    var health = Health.up();
    for (var runner : runners.all()) {
      var details = details(runner.status());
      var reasons = ailments.of(runner);
      if (!reasons.isEmpty()) {
        health.down();
        details.put("reasons", reasons);
      }
      health.withDetail(runner.id().toString(), details);
    }
    return health.build();
  }

  private static Map<String, Object> details(ProjectionStatus status) {
    var details = new LinkedHashMap<String, Object>();
    details.put("state", status.state());
    details.put("position", status.position().value());
    details.put("segmentsHeld", status.segmentsHeld());
    details.put("deadLetters", status.work().deadLetters());
    var trouble = status.trouble();
    if (trouble != null) {
      details.put("cause", trouble.cause());
      details.put("failedAttempts", trouble.attempts());
      details.put("since", trouble.since());
    }
    return details;
  }
}
