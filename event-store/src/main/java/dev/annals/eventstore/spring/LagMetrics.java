package dev.annals.eventstore.spring;

import dev.annals.eventstore.projection.BuildLag;
import dev.annals.eventstore.projection.LagWatch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How far each segment of the builds that reads see is behind, and how far every build has come.
 * All of it is as of the last look, so a scrape costs no query.
 */
final class LagMetrics implements MeterBinder {

  private static final double MILLIS_PER_SECOND = 1_000;

  private final LagWatch watch;

  LagMetrics(LagWatch watch) {
    this.watch = watch;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    var bound =
        List.of(
            segments(registry, "lag.events", "Events not applied", BuildLag.Segment::events),
            segments(
                registry,
                "lag.seconds",
                "For how long the segment's next event has been waiting",
                segment -> segment.waiting().toMillis() / MILLIS_PER_SECOND),
            builds(registry, "position", "Events applied to the build", LagMetrics::position),
            builds(registry, "head", "Events there are", BuildLag::head),
            builds(
                registry,
                "rate",
                "Events applied a second, lately",
                lag -> lag.look().pace().eventsPerSecond()));
    watch.afterEachLook(() -> bound.forEach(Runnable::run));
  }

  private static double position(BuildLag lag) {
    return lag.look().status().position().value();
  }

  private Runnable segments(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<BuildLag.Segment> value) {
    var gauge =
        MultiGauge.builder("annals.projection.segment." + name)
            .description(description)
            .register(registry);
    return () ->
        gauge.register(
            watch.lags().stream()
                .filter(lag -> lag.look().isLive())
                .flatMap(lag -> rows(lag, value))
                .toList(),
            true);
  }

  private static Stream<Row<?>> rows(BuildLag lag, ToDoubleFunction<BuildLag.Segment> value) {
    return lag.segments().stream()
        .<Row<?>>map(
            segment ->
                Row.of(
                    tags(lag).and("segment", Integer.toString(segment.segment())),
                    value.applyAsDouble(segment)));
  }

  private static Tags tags(BuildLag lag) {
    var id = lag.look().status().id();
    return Tags.of("projection", id.name(), "version", Integer.toString(id.version()));
  }

  private Runnable builds(
      MeterRegistry registry, String name, String description, ToDoubleFunction<BuildLag> value) {
    var gauge =
        MultiGauge.builder("annals.projection.build." + name)
            .description(description)
            .register(registry);
    return () ->
        gauge.register(watch.lags().stream().<Row<?>>map(lag -> row(lag, value)).toList(), true);
  }

  private static Row<?> row(BuildLag lag, ToDoubleFunction<BuildLag> value) {
    return Row.of(
        tags(lag).and("build", lag.look().build(), "state", lag.look().state()),
        value.applyAsDouble(lag));
  }
}
