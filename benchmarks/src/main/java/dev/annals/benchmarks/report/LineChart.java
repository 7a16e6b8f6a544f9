package dev.annals.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Lines over a numeric axis that begins at zero. */
public record LineChart(
    String name, String title, String xLabel, String yLabel, List<Series> series) implements Chart {

  private static final int TICKS = 5;

  public LineChart {
    series = List.copyOf(series);
  }

  @Override
  public String svg() {
    var svg = new Svg(title, xLabel, yLabel, largest(Point::y));
    svg.legend(series.stream().map(Series::name).toList());
    var end = Svg.ceiling(largest(Point::x));
    for (var step = 0; step <= TICKS; step++) {
      svg.tick(x(end * step / TICKS, end), Figures.of(end * step / TICKS));
    }
    for (var i = 0; i < series.size(); i++) {
      var points = new ArrayList<double[]>();
      series
          .get(i)
          .points()
          .forEach(point -> points.add(new double[] {x(point.x(), end), svg.y(point.y())}));
      svg.path(points, Svg.colour(i));
    }
    return svg.document();
  }

  private static double x(double value, double end) {
    return Svg.LEFT + (Svg.RIGHT - Svg.LEFT) * value / end;
  }

  private double largest(ToDoubleFunction<Point> coordinate) {
    return series.stream()
        .flatMap(one -> one.points().stream())
        .mapToDouble(coordinate)
        .max()
        .orElse(1);
  }

  /** A line of one colour. */
  public record Series(String name, List<Point> points) {

    public Series {
      points = List.copyOf(points);
    }
  }

  /** A place on a line. */
  public record Point(double x, double y) {}
}
