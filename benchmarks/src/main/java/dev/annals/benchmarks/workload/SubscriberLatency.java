package dev.annals.benchmarks.workload;

import static dev.annals.benchmarks.measure.Figure.OPERATIONS_PER_SECOND;
import static dev.annals.benchmarks.measure.Figure.P50_MILLIS;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.PostgresEventReader;
import java.util.List;

/** How long after the call of append a subscriber has the event. */
public final class SubscriberLatency implements Workload {

  private static final int PER_SECOND = 1_000;
  private static final String ACKNOWLEDGED = "acknowledged to the appender";

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public Section run(Arena arena) {
    var database = arena.server().database("annals");
    try (var annals = AnnalsStore.create(database);
        var reader = PostgresEventReader.open(database.log(), LogLimits.defaults())) {
      var rounds =
          Rounds.play(
              List.<Contestant>of(
                  PacedDelivery.toTheAppender(ACKNOWLEDGED, annals, PER_SECOND),
                  PacedDelivery.to("subscriber of the same log", annals, annals.log(), PER_SECOND),
                  PacedDelivery.to(
                      "subscriber with connections of its own", annals, reader, PER_SECOND)),
              arena.pace());
      return section(rounds);
    }
  }

  private static Section section(Rounds rounds) {
    return new Section(
        "latency",
        "From append to subscriber",
        """
        One caller appends single events at %,d per second. Measured is the time from the call of append until a subscriber
        holds the event: one that subscribes through the log that appends, and one through a reader of its own, as another
        process has it. For comparison, the time until the append is acknowledged. Every event must arrive, in order."""
            .formatted(PER_SECOND),
        List.of(),
        List.of(
            new Comparison(rounds, OPERATIONS_PER_SECOND, "events/s", ACKNOWLEDGED)
                .table("Latency")),
        List.of(
            Comparison.chart(
                "latency", "From append to subscriber, p50", rounds, P50_MILLIS, "ms, p50")),
        List.of());
  }
}
