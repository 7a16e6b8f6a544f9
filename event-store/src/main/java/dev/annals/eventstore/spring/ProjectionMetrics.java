package dev.annals.eventstore.spring;

import dev.annals.eventstore.projection.BuildLag;
import dev.annals.eventstore.projection.LagWatch;
import dev.annals.eventstore.projection.ProjectionRunner;
import dev.annals.eventstore.projection.ProjectionRunners;
import dev.annals.eventstore.projection.ProjectionStatus.State;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;

/** How far each projection is, how far behind, and how it does. */
final class ProjectionMetrics implements MeterBinder {

  private static final double MILLIS_PER_SECOND = 1_000;

  private final ProjectionRunners runners;
  private final LagWatch watch;

  ProjectionMetrics(ProjectionRunners runners, LagWatch watch) {
    this.runners = runners;
    this.watch = watch;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    runners.all().forEach(runner -> bind(runner, registry));
  }

  private void bind(ProjectionRunner runner, MeterRegistry registry) {
    var id = runner.id();
    var tags = Tags.of("projection", id.name(), "version", Integer.toString(id.version()));
    Gauge.builder("annals.projection.position", runner, each -> each.position().value())
        .description("Position up to which every event is applied")
        .tags(tags)
        .register(registry);
    Gauge.builder("annals.projection.lag.events", runner, this::lagEvents)
        .description("Events in the log that are not applied yet")
        .tags(tags)
        .register(registry);
    Gauge.builder("annals.projection.lag.seconds", runner, this::lagSeconds)
        .description("For how long the next event has been waiting to be applied")
        .tags(tags)
        .register(registry);
    Gauge.builder("annals.projection.segments", runner, each -> each.status().segmentsHeld())
        .description("Segments that this process works on")
        .tags(tags)
        .register(registry);
    Gauge.builder(
            "annals.projection.dead.letters", runner, each -> each.status().work().deadLetters())
        .description("Events that wait for somebody to look at them, or for those before them")
        .tags(tags)
        .register(registry);
    Gauge.builder("annals.projection.stuck", runner, ProjectionMetrics::stuck)
        .description("1 if the projection does not get on, else 0")
        .tags(tags)
        .register(registry);
    FunctionCounter.builder(
            "annals.projection.applied", runner, each -> each.status().work().eventsApplied())
        .description("Events applied by this process")
        .tags(tags)
        .register(registry);
    FunctionCounter.builder(
            "annals.projection.failures", runner, each -> each.status().work().failures())
        .description("Failed attempts of this process, each of which is tried again")
        .tags(tags)
        .register(registry);
    FunctionCounter.builder(
            "annals.projection.enqueued", runner, each -> each.status().work().enqueued())
        .description("Dead letters that this process made")
        .tags(tags)
        .register(registry);
    FunctionCounter.builder(
            "annals.projection.workers.replaced",
            runner,
            each -> each.status().work().workersReplaced())
        .description("Threads of this process that ended unasked, and were replaced")
        .tags(tags)
        .register(registry);
  }

  /** Unknown, not zero, while the log does not answer. */
  private double lagEvents(ProjectionRunner runner) {
    return live(runner).map(lag -> (double) lag.events()).orElse(Double.NaN);
  }

  private double lagSeconds(ProjectionRunner runner) {
    return live(runner).map(lag -> lag.waiting().toMillis() / MILLIS_PER_SECOND).orElse(Double.NaN);
  }

  private Optional<BuildLag> live(ProjectionRunner runner) {
    var name = runner.id().name();
    return watch.lags().stream()
        .filter(lag -> lag.look().isLive() && lag.look().status().id().name().equals(name))
        .findFirst();
  }

  private static double stuck(ProjectionRunner runner) {
    return runner.status().state() == State.STUCK ? 1 : 0;
  }
}
