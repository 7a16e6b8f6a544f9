package dev.annals.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  @Test
  void shows_how_far_it_is_and_how_long_it_still_takes() {
    var line = new ProgressLine("payments", 7_500, 30_000, Duration.ofSeconds(5));

    assertThat(line.plain()).isEqualTo("payments: 25% 7,500/30,000 1,500/s ETA 0:15");
    assertThat(line.withBar())
        .isEqualTo("payments [######..................] 25% 7,500/30,000 1,500/s ETA 0:15")
        .hasSizeLessThan(80);
  }

  @Test
  void knows_no_rate_and_no_end_at_the_beginning() {
    assertThat(new ProgressLine("x", 0, 10, Duration.ZERO).plain()).isEqualTo("x: 0% 0/10 0/s");
  }

  @Test
  void tells_how_long_it_took() {
    assertThat(new ProgressLine("x", 10, 10, Duration.ofSeconds(125)).withBar())
        .isEqualTo("x        [########################] 100% 10/10 0/s in 2:05");
    assertThat(new ProgressLine("x", 0, 0, Duration.ZERO).plain())
        .isEqualTo("x: 100% 0/0 0/s in 0:00");
  }

  @Test
  void ends_its_line_on_a_terminal_and_needs_none_elsewhere() {
    assertThat(shown(true)).startsWith("\rx ").endsWith("2/2 0/s in 0:00\u001b[K\n");
    assertThat(shown(false)).isEqualTo("x: 100% 2/2 0/s in 0:00\n");
  }

  private static String shown(boolean terminal) {
    var out = new StringWriter();
    var progress = Progress.start("x", 2, new PrintWriter(out), terminal);
    progress.add(2);
    progress.close();
    return out.toString().replace(System.lineSeparator(), "\n").replaceAll("[1-9][\\d,]*/s", "0/s");
  }
}
