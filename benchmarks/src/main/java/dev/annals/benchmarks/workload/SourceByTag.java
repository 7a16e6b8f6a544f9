package dev.annals.benchmarks.workload;

import static dev.annals.benchmarks.measure.Figure.OPERATIONS_PER_SECOND;
import static dev.annals.benchmarks.measure.Figure.P50_MILLIS;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Loop;
import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.SampleEvents;
import dev.annals.eventstore.log.Event;
import dev.annals.eventstore.log.EventQuery;
import dev.annals.eventstore.log.EventReader;
import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.log.postgres.LogLimits;
import dev.annals.eventstore.log.postgres.PostgresEventReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Reading what a decision needs, from the database. */
public final class SourceByTag implements Workload {

  private static final String SHORT = "20 events";
  private static final String LONG = "1,000 events";
  private static final int SHORT_EVENTS = 20;
  private static final int SHORT_ENTITIES = 2_000;
  private static final int LONG_EVENTS = 1_000;
  private static final int LONG_ENTITIES = 50;

  @Override
  public String name() {
    return "source";
  }

  @Override
  public Section run(Arena arena) {
    var database = arena.server().database("annals");
    var shortOnes = arena.sized(SHORT_ENTITIES);
    var longOnes = arena.sized(LONG_ENTITIES);
    try (var annals = AnnalsStore.create(database)) {
      fill(annals, 0, shortOnes, SHORT_EVENTS);
      fill(annals, shortOnes, longOnes, LONG_EVENTS);
    }
    arena.server().settle();
    try (var reader = PostgresEventReader.open(database.log(), LogLimits.defaults())) {
      var rounds =
          Rounds.play(
              List.of(
                  sourcing(SHORT, reader, 0, shortOnes, SHORT_EVENTS),
                  sourcing(LONG, reader, shortOnes, longOnes, LONG_EVENTS)),
              arena.pace());
      return section(rounds);
    }
  }

  /** Gives each entity as many events, and scatters them over the log. */
  private static void fill(AnnalsStore annals, int first, int entities, int eventsEach) {
    var events = new SampleEvents(first);
    for (var i = 0; i < eventsEach; i++) {
      for (var from = 0; from < entities; from += 1_000) {
        var numbers = IntStream.range(first + from, first + Math.min(entities, from + 1_000));
        var batch = new ArrayList<Event>();
        numbers.forEach(entity -> batch.add(events.of(entity)));
        annals.append(batch);
      }
    }
  }

  private static Contestant sourcing(
      String name, EventReader reader, int first, int entities, int expected) {
    return new Loop(
        name,
        1,
        caller -> {
          var entity = first + ThreadLocalRandom.current().nextInt(entities);
          var found = count(reader, entity);
          if (found != expected) {
            throw new IllegalStateException(
                "%d events of entity %d instead of %d".formatted(found, entity, expected));
          }
          return found;
        },
        run -> {});
  }

  static int count(EventReader reader, int entity) {
    var found = new ArrayList<SequencePosition>();
    reader.source(
        EventQuery.tagged(SampleEvents.entity(entity)),
        SequencePosition.ORIGIN,
        event -> found.add(event.position()));
    return found.size();
  }

  private static Section section(Rounds rounds) {
    return new Section(
        "source",
        "Source by tag",
        """
        One caller sources random entities of a log of %,d events, from the database: %,d entities of %d events and %d of
        %,d, each scattered over the log. Each result is counted."""
            .formatted(
                SHORT_ENTITIES * SHORT_EVENTS + LONG_ENTITIES * LONG_EVENTS,
                SHORT_ENTITIES,
                SHORT_EVENTS,
                LONG_ENTITIES,
                LONG_EVENTS),
        List.of(),
        List.of(
            new Comparison(rounds, OPERATIONS_PER_SECOND, "sourcings/s", SHORT)
                .table("Sourcings of one caller")),
        List.of(Comparison.chart("source", "Source by tag, p50", rounds, P50_MILLIS, "ms, p50")),
        List.of());
  }
}
