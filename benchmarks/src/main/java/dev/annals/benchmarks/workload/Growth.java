package dev.annals.benchmarks.workload;

import static dev.annals.benchmarks.measure.Figure.OPERATIONS_PER_SECOND;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Pace;
import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.measure.Spread;
import dev.annals.benchmarks.report.Claim;
import dev.annals.benchmarks.report.Figures;
import dev.annals.benchmarks.report.LineChart;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.report.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whether the log stays as fast as it was while it grows. */
public final class Growth implements Workload {

  private static final List<Double> MILESTONES = List.of(0.1, 0.25, 0.5, 1.0);
  private static final int ACCOUNTS = 500;
  private static final Duration ON_THE_WAY = Duration.ofSeconds(1);

  private static final String APPENDS = "conditional appends, 64 callers";
  private static final String SOURCING = "source by tag";
  private static final String DECISIONS = "decisions";
  private static final List<String> KINDS = List.of(APPENDS, SOURCING, DECISIONS);

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public Section run(Arena arena) {
    var measured = new LinkedHashMap<Long, Rounds>();
    var filling = Table.of("Filling", "to events", "events/s");
    var accounts = arena.sized(ACCOUNTS);
    var database = arena.server().database("grown");
    try (var grown = GrowingLog.create(database, accounts)) {
      for (var milestone : MILESTONES) {
        var target =
            Math.max(
                GrowingLog.GENERATION, (long) ((double) arena.scale().growthEvents() * milestone));
        var start = System.nanoTime();
        var before = grown.head();
        grown.fill(target);
        var seconds = (System.nanoTime() - start) / 1e9;
        if (grown.head() > before) {
          filling.row(
              Figures.of((double) target), Figures.of((double) (grown.head() - before) / seconds));
        }
        arena.server().vacuum(database);
        measured.put(target, againstAFreshOne(grown, arena, milestone == 1.0));
      }
    }
    return section(measured, filling.build());
  }

  /** The grown log and one that has just begun take turns. */
  private static Rounds againstAFreshOne(GrowingLog grown, Arena arena, boolean last) {
    var database = arena.server().database("fresh");
    try (var fresh = GrowingLog.create(database, arena.sized(ACCOUNTS))) {
      arena.server().vacuum(database);
      arena.server().settle();
      var contestants =
          Stream.<Contestant>of(
                  grown.appends(grown(APPENDS)),
                  fresh.appends(fresh(APPENDS)),
                  grown.sourcing(grown(SOURCING)),
                  fresh.sourcing(fresh(SOURCING)),
                  grown.decisions(grown(DECISIONS)),
                  fresh.decisions(fresh(DECISIONS)))
              .toList();
      return Rounds.play(contestants, last ? arena.pace() : onTheWay(arena.pace()));
    } finally {
      arena.server().drop(database);
    }
  }

  private static Pace onTheWay(Pace pace) {
    var run = pace.run().compareTo(ON_THE_WAY) < 0 ? pace.run() : ON_THE_WAY;
    var warmUp = pace.warmUp().compareTo(ON_THE_WAY) < 0 ? pace.warmUp() : ON_THE_WAY;
    return new Pace(Math.min(3, pace.rounds()), run, warmUp);
  }

  private static String grown(String kind) {
    return kind + ", grown";
  }

  private static String fresh(String kind) {
    return kind + ", fresh";
  }

  private static Section section(Map<Long, Rounds> measured, Table filling) {
    var last = measured.entrySet().stream().reduce((former, latter) -> latter).orElseThrow();
    return new Section(
        "growth",
        "Growth to %s events".formatted(Figures.of((double) last.getKey())),
        """
        A log is filled through its own append, a thousand events at a time, each with the tag of an entity, which gets some
        twenty, and a tag of its own. Wherever the filling rests, it is vacuumed, as autovacuum would by and by, and measured in turn with a fresh log of %s events:
        conditional appends of 64 callers as in the first workload, sourcing of random entities from the whole of the
        log by one caller, and whole decisions of one caller upon accounts decided upon before. The ratio is that of the grown log to the fresh one in the
        same round."""
            .formatted(Figures.of(GrowingLog.GENERATION)),
        claims(last.getKey(), last.getValue()),
        List.of(table(measured), filling),
        List.of(chart(measured)),
        List.of());
  }

  private static List<Claim> claims(long events, Rounds rounds) {
    return KINDS.stream()
        .map(
            kind ->
                Claim.atLeast(
                    "At %s events against none: %s".formatted(Figures.of((double) events), kind),
                    90,
                    "%",
                    ratio(rounds, kind).percent()))
        .toList();
  }

  private static Spread ratio(Rounds rounds, String kind) {
    return rounds.ratio(grown(kind), fresh(kind), OPERATIONS_PER_SECOND);
  }

  private static Table table(Map<Long, Rounds> measured) {
    var table =
        Table.of("Grown against fresh", "events", "", "grown, per second", "fresh", "ratio, %");
    measured.forEach(
        (events, rounds) ->
            KINDS.forEach(
                kind ->
                    table.row(
                        Figures.of((double) events),
                        kind,
                        Figures.of(rounds.spread(grown(kind), OPERATIONS_PER_SECOND)),
                        Figures.of(rounds.spread(fresh(kind), OPERATIONS_PER_SECOND)),
                        Figures.of(ratio(rounds, kind).percent()))));
    return table.build();
  }

  private static LineChart chart(Map<Long, Rounds> measured) {
    return new LineChart(
        "growth",
        "The grown log's speed in per cent of a fresh one's",
        "events in the log",
        "% of a fresh log's, median",
        KINDS.stream().map(kind -> line(kind, measured)).toList());
  }

  private static LineChart.Series line(String kind, Map<Long, Rounds> measured) {
    var points = new ArrayList<LineChart.Point>();
    measured.forEach(
        (events, rounds) ->
            points.add(
                new LineChart.Point((double) events, ratio(rounds, kind).percent().median())));
    return new LineChart.Series(kind, points);
  }
}
