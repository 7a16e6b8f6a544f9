package dev.annals.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.annals.standalone.load.GeneratedPaysim;
import dev.annals.standalone.load.LoadCommand;
import dev.annals.standalone.operate.ReplayCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A file of payments through the whole system, to the last cent. */
class LoadE2E {

  private static final int ROWS = 400;
  private static final int ACCOUNTS = 60;
  private static final long POSITION_IN_THE_MIDDLE = 150;
  private static final int INTERRUPTED = 130;

  private record Load(int exitCode, List<String> report, String messages) {}

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void write_a_file() throws IOException {
    file = Files.write(directory.resolve("paysim.csv"), GeneratedPaysim.lines(5, ROWS, ACCOUNTS));
  }

  @Test
  void a_file_reconciles_and_changes_nothing_when_it_comes_again() throws Exception {
    try (var annals = AnnalsProcess.up(directory.resolve("data"))) {
      var first = reconciled(load(annals));
      var second = reconciled(load(annals));

      assertThat(first.report()).anyMatch(line -> line.matches(".*INSUFFICIENT_FUNDS \\d+.*"));
      assertThat(second.report())
          .anyMatch(line -> line.matches("log head  ([\\d,]+) before, \\1 after: unchanged"));
      assertThat(line(second, "balances")).isEqualTo(line(first, "balances"));
      for (var projection : List.of("payments.account", "payments.transfer")) {
        assertThat(replay(annals, projection)).isZero();
      }
    }
  }

  private static int replay(AnnalsProcess annals, String projection) {
    return new CommandLine(new ReplayCommand())
        .execute(projection, "--queries=" + annals.queries());
  }

  @Test
  void a_load_that_was_killed_in_the_middle_reconciles_when_it_is_done_again() throws Exception {
    var data = directory.resolve("data");
    try (var annals = AnnalsProcess.up(data);
        var client = new Client(annals)) {
      var load = new FutureTask<>(() -> load(annals));
      var loader = Thread.ofPlatform().start(load);
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> position(client) > POSITION_IN_THE_MIDDLE || load.isDone());
      annals.kill();
      // It would go on trying for a while.
      loader.interrupt();
      assertThat(load.get(1, TimeUnit.MINUTES).exitCode()).isEqualTo(INTERRUPTED);
    }

    try (var annals = AnnalsProcess.up(data)) {
      var again = reconciled(load(annals));
      assertThat(again.report())
          .anyMatch(line -> line.matches(" +accepted [\\d,]+ \\([1-9][\\d,]* of them before\\).*"))
          .noneMatch(line -> line.endsWith("unchanged"));
    }
  }

  private static long position(Client client) throws IOException, InterruptedException {
    return Client.position(client.answer("/v1/accounts?limit=1"));
  }

  private static Load reconciled(Load load) {
    assertThat(load.exitCode()).as(load.toString()).isZero();
    assertThat(load.report()).last().isEqualTo("0 differences");
    return load;
  }

  private static String line(Load load, String title) {
    return load.report().stream().filter(line -> line.startsWith(title)).findFirst().orElseThrow();
  }

  private Load load(AnnalsProcess annals) {
    var out = new StringWriter();
    var err = new StringWriter();
    var exitCode =
        new CommandLine(new LoadCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "paysim",
                file.toString(),
                "--commands=" + annals.commands(),
                "--queries=" + annals.queries());
    return new Load(exitCode, out.toString().lines().toList(), err.toString());
  }
}
