package dev.annals.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * A drawing with a frame for a plot: title, axes, grid and legend. Colours follow the reader's
 * light or dark scheme. For one thread.
 */
final class Svg {

  static final int WIDTH = 760;
  static final int HEIGHT = 400;
  static final int LEFT = 84;
  static final int RIGHT = 740;
  static final int TOP = 84;
  static final int BOTTOM = 340;

  private static final int LEGEND_TOP = 56;
  private static final int CHARACTER_WIDTH = 7;
  private static final List<String> COLOURS =
      List.of("#2f7ed8", "#e8853a", "#3fa35f", "#a05fc4", "#d0505a", "#8a8a3c", "#4aa7b5");

  private final StringBuilder body = new StringBuilder(8_000);
  private final double top;

  /** A drawing whose y axis goes from 0 to at least {@code largest}. */
  Svg(String title, String xLabel, String yLabel, double largest) {
    this.top = ceiling(largest);
    text(LEFT, 28, "start", "title", title);
    text((LEFT + RIGHT) / 2.0, HEIGHT - 14, "middle", "label", xLabel);
    body.append(
        "<text class=\"label\" text-anchor=\"middle\" transform=\"translate(20 %d) rotate(-90)\">%s</text>\n"
            .formatted((TOP + BOTTOM) / 2, escaped(yLabel)));
    grid();
  }

  /** The next of 1, 2, 2.5 and 5 times a power of ten. */
  static double ceiling(double largest) {
    if (largest <= 0) {
      return 1;
    }
    var power = Math.pow(10, Math.floor(Math.log10(largest)));
    for (var step : new double[] {1, 2, 2.5, 5}) {
      if (largest <= step * power) {
        return step * power;
      }
    }
    return 10 * power;
  }

  static String colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  double y(double value) {
    return BOTTOM - (BOTTOM - TOP) * Math.min(value, top) / top;
  }

  private void grid() {
    for (var step = 0; step <= 5; step++) {
      var value = top * step / 5;
      line(LEFT, y(value), RIGHT, y(value), step == 0 ? "axis" : "grid");
      text(LEFT - 8, y(value) + 4, "end", "tick", Figures.of(value));
    }
  }

  void legend(List<String> names) {
    var x = (double) LEFT;
    for (var i = 0; i < names.size(); i++) {
      body.append(
          "<rect x=\"%s\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>\n"
              .formatted(number(x), LEGEND_TOP - 10, colour(i)));
      text(x + 17, LEGEND_TOP, "start", "tick", names.get(i));
      x += 36 + CHARACTER_WIDTH * names.get(i).length();
    }
  }

  void tick(double x, String label) {
    text(x, BOTTOM + 18, "middle", "tick", label);
  }

  void bar(double x, double width, double value, String colour, String tooltip) {
    body.append(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"><title>%s</title></rect>\n"
            .formatted(
                number(x),
                number(y(value)),
                number(width),
                number(BOTTOM - y(value)),
                colour,
                escaped(tooltip)));
  }

  /** From the smallest to the largest measurement. */
  void whisker(double x, double min, double max) {
    line(x, y(min), x, y(max), "whisker");
    line(x - 4, y(min), x + 4, y(min), "whisker");
    line(x - 4, y(max), x + 4, y(max), "whisker");
  }

  void path(List<double[]> points, String colour) {
    body.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"").append(colour);
    body.append("\" points=\"");
    points.forEach(
        point -> body.append(number(point[0])).append(',').append(number(point[1])).append(' '));
    body.append("\"/>\n");
    points.forEach(
        point ->
            body.append(
                "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"/>\n"
                    .formatted(number(point[0]), number(point[1]), colour)));
  }

  private void line(double x1, double y1, double x2, double y2, String style) {
    body.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(style, number(x1), number(y1), number(x2), number(y2)));
  }

  private void text(double x, double y, String anchor, String style, String text) {
    body.append(
        "<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
            .formatted(style, anchor, number(x), number(y), escaped(text)));
  }

  String document() {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img">
    <style>
    text { font-family: system-ui, sans-serif; fill: #333 }
    .title { font-size: 16px; font-weight: 600 } .label { font-size: 13px } .tick { font-size: 12px }
    .axis { stroke: #555 } .grid { stroke: #999; stroke-opacity: .35 } .whisker { stroke: #333; stroke-width: 1.5 }
    @media (prefers-color-scheme: dark) {
    text { fill: #ddd } .axis { stroke: #bbb } .whisker { stroke: #eee } }
    </style>
    %s</svg>
    """
        .formatted(WIDTH, HEIGHT, body);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
