package dev.annals.eventstore.spring;

import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.eventstore.projection.ProjectionStatus;
import dev.annals.eventstore.projection.ProjectionStatus.State;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down as soon as one projection is stuck: what it serves grows older by the second. */
final class ProjectionsHealthIndicator implements HealthIndicator {

  private final ProjectionRunners runners;

  ProjectionsHealthIndicator(ProjectionRunners runners) {
    this.runners = runners;
  }

  @Override
  public Health health() {
    var health = Health.up();
    for (var runner : runners.all()) {
      var status = runner.status();
      health.withDetail(status.id().toString(), details(status));
      if (status.state() == State.STUCK || status.state() == State.STOPPED) {
        health.down();
      }
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
