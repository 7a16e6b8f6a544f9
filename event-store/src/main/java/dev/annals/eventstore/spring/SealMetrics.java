package dev.annals.eventstore.spring;

import dev.annals.eventstore.audit.seal.SealStatus;
import dev.annals.eventstore.audit.seal.Sealer;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** How much is sealed, how far that is behind the log, and whether it gets on. */
final class SealMetrics implements MeterBinder {

  private static final double MILLIS_PER_SECOND = 1_000;

  private final Sealer sealer;

  SealMetrics(Sealer sealer) {
    this.sealer = sealer;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "size", "Events sealed", SealStatus::size);
    gauge(registry, "lag.events", "Events not sealed yet", SealStatus::lagEvents);
    gauge(
        registry,
        "lag.seconds",
        "For how long the first event has been waiting that is not sealed",
        status -> status.waiting().toMillis() / MILLIS_PER_SECOND);
    gauge(
        registry,
        "stuck",
        "1 if sealing does not get on, else 0",
        status -> status.trouble() == null ? 0 : 1);
    gauge(registry, "turn", "1 if this process seals, else 0", status -> status.turn() ? 1 : 0);
    FunctionCounter.builder("annals.seal.checkpoints", sealer, each -> each.status().checkpoints())
        .description("Checkpoints that this process signed")
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, String description, ToDoubleFunction<SealStatus> value) {
    Gauge.builder("annals.seal." + name, sealer, each -> value.applyAsDouble(each.status()))
        .description(description)
        .register(registry);
  }
}
