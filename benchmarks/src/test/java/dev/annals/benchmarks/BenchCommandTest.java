package dev.annals.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchCommandTest {

  @TempDir Path directory;

  private final StringWriter errors = new StringWriter();

  private int bench(String... arguments) {
    return new CommandLine(new BenchCommand())
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  @Test
  void leaves_a_directory_alone_that_holds_something_else() throws IOException {
    var thesis = Files.writeString(directory.resolve("thesis.txt"), "ten years of work");

    assertThat(bench("--data", directory.toString())).isEqualTo(CommandLine.ExitCode.USAGE);

    assertThat(thesis).hasContent("ten years of work");
    assertThat(directory).isDirectoryNotContaining(file -> !file.equals(thesis));
    assertThat(errors.toString()).contains(directory + " is not empty");
  }

  @Test
  void knows_its_workloads() {
    assertThat(bench("--only", "append,apend")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(errors.toString()).contains("No workload 'apend'");
  }
}
