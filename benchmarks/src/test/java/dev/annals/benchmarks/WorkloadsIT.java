package dev.annals.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.annals.benchmarks.measure.Pace;
import dev.annals.benchmarks.server.BenchServer;
import dev.annals.benchmarks.workload.Arena;
import dev.annals.benchmarks.workload.Scale;
import dev.annals.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every workload still runs; the figures of so short a run mean nothing. */
class WorkloadsIT {

  private static final Pace SHORT = new Pace(1, Duration.ofMillis(200), Duration.ofMillis(20));

  private static final Scale SCALE =
      new Scale(30_000, 5_000, 5_000, 20_000, Duration.ofSeconds(5), 0.02);

  @TempDir static Path data;

  private static BenchServer server;

  @BeforeAll
  static void start() {
    server = BenchServer.start(data.resolve("postgres"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @MethodSource("names")
  void runs_and_reports(String name) {
    // Where there are no peers, nothing is installed from afar.
    var arena = new Arena(server, SHORT, SCALE, data.resolve("no-peers"), data);

    var section = Workloads.named(Set.of(name)).getFirst().run(arena);

    assertThat(section.name()).isEqualTo(name);
    assertThat(section.tables()).isNotEmpty();
    assertThat(section.charts()).allSatisfy(chart -> assertThat(chart.svg()).contains("</svg>"));
  }

  static List<String> names() {
    return Workloads.ALL.stream().map(Workload::name).toList();
  }
}
