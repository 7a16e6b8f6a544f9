package dev.annals.benchmarks.report;

import dev.annals.benchmarks.measure.Spread;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups of bars: medians, with whiskers from the smallest to the largest run. */
public record BarChart(
    String name,
    String title,
    String xLabel,
    String yLabel,
    List<String> groups,
    List<Series> series)
    implements Chart {

  private static final double GROUP_FILLED = 0.8;

  public BarChart {
    groups = List.copyOf(groups);
    series = List.copyOf(series);
    for (var one : series) {
      if (one.bars().size() != groups.size()) {
        throw new IllegalArgumentException(one.name() + " does not fit the groups " + groups);
      }
    }
  }

  @Override
  public String svg() {
    var svg = new Svg(title, xLabel, yLabel, largest());
    svg.legend(series.stream().map(Series::name).toList());
    var groupWidth = (double) (Svg.RIGHT - Svg.LEFT) / groups.size();
    var barWidth = groupWidth * GROUP_FILLED / series.size();
    for (var group = 0; group < groups.size(); group++) {
      var left = Svg.LEFT + groupWidth * (group + (1 - GROUP_FILLED) / 2);
      svg.tick(Svg.LEFT + groupWidth * (group + 0.5), groups.get(group));
      for (var i = 0; i < series.size(); i++) {
        draw(svg, i, group, left + barWidth * i, barWidth);
      }
    }
    return svg.document();
  }

  private void draw(Svg svg, int index, int group, double x, double width) {
    var bar = series.get(index).bars().get(group);
    if (bar != null) {
      var tooltip = series.get(index).name() + ": " + Figures.of(bar.median());
      svg.bar(x + 1, width - 2, bar.median(), Svg.colour(index), tooltip);
      svg.whisker(x + width / 2, bar.min(), bar.max());
    }
  }

  private double largest() {
    return series.stream()
        .flatMap(one -> one.bars().stream())
        .filter(bar -> bar != null)
        .mapToDouble(Spread::max)
        .max()
        .orElse(1);
  }

  /** Bars of one colour, one for each group; null where there is none. */
  public record Series(String name, List<@Nullable Spread> bars) {}
}
