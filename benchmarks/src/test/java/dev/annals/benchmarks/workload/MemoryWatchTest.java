package dev.annals.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.annals.benchmarks.report.LineChart.Point;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class MemoryWatchTest {

  @Test
  void growth_is_that_of_the_last_fifth_over_the_first() {
    assertThat(growth(100, 101, 99, 500, 500, 500, 500, 500, 500, 500, 500, 500, 110, 111, 109))
        .isCloseTo(1.1, within(1e-9));
  }

  @Test
  void few_looks_are_compared_one_by_one() {
    assertThat(growth(100, 300, 90)).isCloseTo(0.9, within(1e-9));
  }

  private static double growth(double... mebibytes) {
    List<Point> points = DoubleStream.of(mebibytes).mapToObj(y -> new Point(0, y)).toList();
    return MemoryWatch.growth(points).median();
  }
}
