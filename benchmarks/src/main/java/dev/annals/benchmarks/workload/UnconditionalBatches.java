package dev.annals.benchmarks.workload;

import static dev.annals.benchmarks.measure.Figure.EVENTS_PER_SECOND;
import static dev.annals.benchmarks.store.AppendLoad.MANY_ENTITIES;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.report.BarChart;
import dev.annals.benchmarks.report.Figures;
import dev.annals.benchmarks.report.Section;
import dev.annals.benchmarks.report.Table;
import dev.annals.benchmarks.store.AnnalsStore;
import dev.annals.benchmarks.store.RawInserts;
import dev.annals.benchmarks.store.SampleEvents;
import java.util.ArrayList;
import java.util.List;

/** One caller that imports: many events at once and no condition. */
public final class UnconditionalBatches implements Workload {

  private static final List<Integer> SIZES = List.of(10, 100, 1_000);

  @Override
  public String name() {
    return "batches";
  }

  @Override
  public Section run(Arena arena) {
    try (var annals = AnnalsStore.create(arena.server().database("annals"))) {
      var contestants = new ArrayList<Contestant>();
      for (var size : SIZES) {
        contestants.add(ours(annals, size));
        contestants.add(
            RawInserts.create(raw(size), arena.server().database("raw"), size.doubleValue()));
      }
      var rounds = Rounds.play(contestants, arena.pace());
      contestants.forEach(Contestant::close);
      return section(rounds);
    }
  }

  private static String ours(int size) {
    return "Annals, " + size;
  }

  private static String raw(int size) {
    return "raw insert, " + size;
  }

  private static Contestant ours(AnnalsStore annals, int size) {
    var events = new SampleEvents(size);
    return new CountedLoop(
        ours(size),
        1,
        annals.log(),
        caller -> {
          annals.append(events.batch(size, MANY_ENTITIES));
          return size;
        });
  }

  private static Section section(Rounds rounds) {
    var table = Table.of("Events per second", "batch", "Annals", "raw insert", "share of raw, %");
    for (var size : SIZES) {
      table.row(
          Figures.of(size),
          Figures.of(rounds.spread(ours(size), EVENTS_PER_SECOND)),
          Figures.of(rounds.spread(raw(size), EVENTS_PER_SECOND)),
          Figures.of(rounds.ratio(ours(size), raw(size), EVENTS_PER_SECOND).percent()));
    }
    return new Section(
        "batches",
        "Unconditional batches",
        """
        One caller appends batches without a condition, two tags per event, one batch after the other. *Raw insert* stores
        the same rows in batches of the same size, without tags, and need not make or encode them while time runs.""",
        List.of(),
        List.of(table.build()),
        List.of(chart(rounds)),
        List.of());
  }

  private static BarChart chart(Rounds rounds) {
    return new BarChart(
        "batches",
        "Unconditional batches of one caller",
        "events per batch",
        "events per second",
        SIZES.stream().map(Figures::of).toList(),
        List.of(
            new BarChart.Series(
                "Annals",
                SIZES.stream().map(s -> rounds.spread(ours(s), EVENTS_PER_SECOND)).toList()),
            new BarChart.Series(
                "raw insert",
                SIZES.stream().map(s -> rounds.spread(raw(s), EVENTS_PER_SECOND)).toList())));
  }
}
