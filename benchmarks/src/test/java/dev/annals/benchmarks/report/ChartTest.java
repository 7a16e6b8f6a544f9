package dev.annals.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.annals.benchmarks.measure.Spread;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ChartTest {

  private static final Spread BAR = new Spread(90, 100, 120);

  @Test
  void bars_have_a_colour_each_a_legend_and_labels() throws Exception {
    var chart =
        new BarChart(
            "appends",
            "Appends <& more>",
            "callers",
            "events per second",
            List.of("1", "64"),
            List.of(
                new BarChart.Series("ours", List.of(BAR, BAR)),
                new BarChart.Series("theirs", Arrays.asList(null, BAR))));

    var svg = parsed(chart.svg());

    // Two in the legend, three bars.
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(5);
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("Appends <& more>", "callers", "events per second", "ours", "theirs", "64");
  }

  @Test
  void lines_have_a_point_for_each_measurement() throws Exception {
    var chart =
        new LineChart(
            "growth",
            "Growth",
            "events",
            "appends per second",
            List.of(
                new LineChart.Series(
                    "ours",
                    List.of(new LineChart.Point(0, 10), new LineChart.Point(10_000_000, 9)))));

    var svg = parsed(chart.svg());

    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(2);
    assertThat(svg.getDocumentElement().getTextContent()).contains("10,000,000");
  }

  @Test
  void nothing_is_drawn_outside() throws Exception {
    var chart =
        new BarChart(
            "b", "b", "x", "y", List.of("1"), List.of(new BarChart.Series("s", List.of(BAR))));

    var bar = parsed(chart.svg()).getElementsByTagName("rect").item(1).getAttributes();

    assertThat(Double.parseDouble(bar.getNamedItem("y").getNodeValue())).isBetween(84.0, 340.0);
  }

  @Test
  void every_series_has_a_bar_for_every_group() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new BarChart(
                    "b",
                    "b",
                    "x",
                    "y",
                    List.of("1", "2"),
                    List.of(new BarChart.Series("s", List.of(BAR)))));
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }
}
