package dev.annals.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.benchmarks.measure.Spread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final Section SECTION =
      new Section(
          "append",
          "Appending",
          "How it was done.",
          List.of(
              Claim.atLeast("Appends against a lock", 15, "×", new Spread(14, 16.5, 20)),
              Claim.atMost("Latency against a commit", 1.5, "×", new Spread(1, 1.75, 2))),
          List.of(Table.of("Per second", "callers", "ours").row("64", "30,000").build()),
          List.of(new LineChart("append", "Appends", "x", "y", List.of())),
          List.of("One peer was absent."));

  private static final Report REPORT =
      new Report(
          "0123456789ab",
          "./annals bench --quick",
          "5 rounds",
          "3 min 20 s",
          new Machine("A processor", 2, "8.0 GiB", "Linux", "ext4", "OpenJDK 25"),
          "18.4",
          Map.of("fsync", "on"),
          List.of(SECTION));

  @Test
  void begins_with_what_must_hold_and_whether_it_does() {
    assertThat(REPORT.markdown("benchmarks"))
        .contains(
            "| Appends against a lock | ≥ 15 × | 14 / **16.5** / 20 × | met |",
            "| Latency against a commit | ≤ 1.50 × | 1 / **1.75** / 2 × | **not met** |");
  }

  @Test
  void names_commit_command_machine_and_settings() {
    assertThat(REPORT.markdown("benchmarks"))
        .contains(
            "0123456789ab", "./annals bench --quick", "A processor, 2 cores", "| `fsync` | on |");
  }

  @Test
  void is_written_with_its_plots_beside_it(@TempDir Path directory) throws Exception {
    var page = directory.resolve("figures.md");

    REPORT.write(page);

    assertThat(page)
        .content()
        .contains("## Appending", "| 64 | 30,000 |", "![Appends](figures/append.svg)")
        .contains("One peer was absent.", "./annals bench --only append");
    assertThat(Files.readString(directory.resolve("figures/append.svg"))).startsWith("<svg ");
  }
}
