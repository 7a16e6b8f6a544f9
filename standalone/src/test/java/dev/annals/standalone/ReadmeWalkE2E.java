package dev.annals.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the lines of the README as they are written there, and finds what it promises. */
class ReadmeWalkE2E {

  private static final Path REPOSITORY = Path.of("..");
  private static final Path README = REPOSITORY.resolve("README.md");
  private static final long WALK_SECONDS_MAX = 60;

  @TempDir Path directory;

  @Test
  void the_walks_print_what_the_readme_shows_also_when_repeated() throws Exception {
    requirePython();
    var walk = blocks("bash");
    var promised = blocks("text").lines().toList();
    try (var annals = AnnalsProcess.up(directory.resolve("data"))) {
      keeps(promised, run(walk, annals));
      keeps(promised, run(walk, annals));
    }
  }

  private static void keeps(List<String> promised, List<String> printed) {
    assertThat(printed).as("%s", printed).hasSameSizeAs(promised);
    for (var line = 0; line < promised.size(); line++) {
      assertThat(printed.get(line)).matches(pattern(promised.get(line)));
    }
  }

  /** An ellipsis stands for whatever differs from run to run. */
  private static Pattern pattern(String promised) {
    return Pattern.compile(
        Stream.of(promised.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".+?")));
  }

  /** All fenced blocks of that language: what is written in one terminal, one after the other. */
  private static String blocks(String language) throws IOException {
    var fence = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$");
    var blocks = fence.matcher(Files.readString(README)).results().toList();
    assertThat(blocks).as(language).hasSize(4);
    return blocks.stream().map(block -> block.group(1)).collect(Collectors.joining());
  }

  /**
   * The verifier is written in it. The continuous build must have it; elsewhere one may do without.
   */
  private static void requirePython() throws Exception {
    var hasPython = new ProcessBuilder("bash", "-c", "command -v python3").start().waitFor() == 0;
    assertThat(hasPython || System.getenv("CI") == null).as("python3 is there").isTrue();
    assumeTrue(hasPython, "there is no python3 here");
  }

  /** Looks like a checkout to the lines, but its launcher need not build what is built. */
  private Path checkout() throws IOException {
    var checkout = directory.resolve("checkout");
    if (!Files.exists(checkout)) {
      Files.createDirectory(checkout);
      Files.createSymbolicLink(checkout.resolve("docs"), REPOSITORY.resolve("docs").toRealPath());
      var launcher = Files.writeString(checkout.resolve("annals"), AnnalsProcess.launcher());
      assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }
    return checkout;
  }

  private List<String> run(String script, AnnalsProcess annals)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder("bash", "-eu", "-c", script).redirectErrorStream(true);
    builder.directory(checkout().toFile());
    builder.environment().put("ANNALS_DATA", directory.resolve("data").toString());
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("ANNALS_COMMANDS", annals.commands());
    builder.environment().put("ANNALS_QUERIES", annals.queries());
    var bash = builder.start();
    try (var output = bash.inputReader(StandardCharsets.UTF_8)) {
      var lines = output.lines().toList();
      assertThat(bash.waitFor(WALK_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
      assertThat(bash.exitValue()).as("%s", lines).isZero();
      return lines;
    } finally {
      bash.destroyForcibly();
    }
  }
}
