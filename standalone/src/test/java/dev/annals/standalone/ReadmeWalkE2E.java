package dev.annals.standalone;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static final Path README = Path.of("..", "README.md");
  private static final long WALK_SECONDS_MAX = 60;

  @TempDir Path directory;

  @Test
  void the_nine_calls_print_what_the_readme_shows_also_when_repeated() throws Exception {
    var walk = block("bash");
    var promised = block("text").lines().toList();
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

  /** The only fenced block of that language. */
  private static String block(String language) throws IOException {
    var fence = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$");
    var blocks = fence.matcher(Files.readString(README)).results().toList();
    assertThat(blocks).as(language).hasSize(1);
    return blocks.getFirst().group(1);
  }

  private static List<String> run(String script, AnnalsProcess annals)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder("bash", "-eu", "-c", script).redirectErrorStream(true);
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
