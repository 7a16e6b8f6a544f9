package dev.annals.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.benchmarks.measure.Spread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0        | 0
          0.0432   | 0.043
          1.5      | 1.50
          12.34    | 12.3
          123.4    | 123
          1234     | 1,230
          98765.4  | 98,800
          10000000 | 10,000,000
          """)
  void three_digits_matter(double value, String text) {
    assertThat(Figures.of(value)).isEqualTo(text);
  }

  @Test
  void the_middle_stands_out() {
    assertThat(Figures.of(new Spread(1, 2.5, 30))).isEqualTo("1 / **2.50** / 30");
  }
}
