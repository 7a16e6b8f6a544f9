package dev.annals.benchmarks.workload;

import static dev.annals.benchmarks.measure.Figure.P50_MILLIS;
import static dev.annals.benchmarks.measure.Figure.P99_MILLIS;

import dev.annals.benchmarks.measure.Figure;
import dev.annals.benchmarks.measure.Rounds;
import dev.annals.benchmarks.measure.Spread;
import dev.annals.benchmarks.report.BarChart;
import dev.annals.benchmarks.report.Figures;
import dev.annals.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Contestants in one respect, one below the other, and each against the same one.
 *
 * @param unit of the figure, for instance {@code appends/s}
 * @param reference whom all are compared with
 */
record Comparison(Rounds rounds, Figure figure, String unit, String reference) {

  /** With latencies. */
  Table table(String caption) {
    var table = Table.of(caption, "", unit, "against " + reference, "p50, ms", "p99, ms");
    for (var name : rounds.names()) {
      table.row(
          name,
          Figures.of(rounds.spread(name, figure)),
          name.equals(reference) ? "1" : Figures.of(rounds.ratio(name, reference, figure)),
          Figures.of(rounds.spread(name, P50_MILLIS)),
          Figures.of(rounds.spread(name, P99_MILLIS)));
    }
    return table.build();
  }

  /** A bar for each contestant. */
  BarChart chart(String file, String title) {
    return chart(file, title, rounds, figure, unit);
  }

  static BarChart chart(String file, String title, Rounds rounds, Figure figure, String unit) {
    var bars = new ArrayList<@Nullable Spread>();
    rounds.names().forEach(name -> bars.add(rounds.spread(name, figure)));
    return new BarChart(
        file, title, "", unit, rounds.names(), List.of(new BarChart.Series(unit, bars)));
  }
}
