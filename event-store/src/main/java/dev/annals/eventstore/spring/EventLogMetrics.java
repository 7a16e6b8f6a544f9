package dev.annals.eventstore.spring;

import dev.annals.eventstore.log.postgres.PostgresEventLog;
import dev.annals.eventstore.log.postgres.WriterWork;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** What waits to be appended, what was, and how far the tag index is behind. */
final class EventLogMetrics implements MeterBinder {

  private final PostgresEventLog log;

  EventLogMetrics(PostgresEventLog log) {
    this.log = log;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "queue", "Appends waiting to be written", WriterWork::queuedAppends);
    gauge(registry, "index.lag", "Events the tag index does not cover yet", WriterWork::indexLag);
    count(registry, "refused", "Appends refused as overload", WriterWork::refusedAppends);
    count(registry, "batches", "Commits", WriterWork::batches);
    count(registry, "appends", "Appends stored", WriterWork::appends);
    count(registry, "events", "Events stored", WriterWork::events);
    count(registry, "races.lost", "Batches another process was faster than", WriterWork::lostRaces);
  }

  private void gauge(
      MeterRegistry registry, String name, String description, ToDoubleFunction<WriterWork> value) {
    Gauge.builder("annals.log." + name, log, each -> value.applyAsDouble(each.work()))
        .description(description)
        .register(registry);
  }

  private void count(
      MeterRegistry registry, String name, String description, ToDoubleFunction<WriterWork> value) {
    FunctionCounter.builder("annals.log." + name, log, each -> value.applyAsDouble(each.work()))
        .description(description)
        .register(registry);
  }
}
