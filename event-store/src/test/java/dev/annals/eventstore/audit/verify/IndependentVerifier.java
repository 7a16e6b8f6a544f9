package dev.annals.eventstore.audit.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The verifier in another language that shares no code with ours. Where there is no Python its
 * tests are skipped, except by the continuous build, whose word has to mean something.
 */
public final class IndependentVerifier {

  private static final Path DIRECTORY =
      Path.of("..", "docs", "verifier").toAbsolutePath().normalize();

  private IndependentVerifier() {}

  /** What a program printed, and how it ended. */
  public record Answer(int exitCode, String output) {}

  /** Skips the test, or fails in the continuous build, if there is no Python. */
  public static void require() {
    var hasPython = hasPython();
    assertThat(hasPython || System.getenv("CI") == null)
        .as("python3 is there, as the continuous build needs")
        .isTrue();
    assumeTrue(hasPython, "there is no python3 here");
  }

  private static boolean hasPython() {
    try {
      return run(List.of("python3", "--version")).exitCode() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  /** Runs the verifier. */
  public static Answer verify(String... arguments) throws IOException {
    // -B: nothing is written beside the verifier.
    var program = Stream.of("python3", "-B", DIRECTORY.resolve("verify.py").toString());
    return run(Stream.concat(program, Stream.of(arguments)).toList());
  }

  /** Runs lines of Python beside the verifier. */
  public static Answer python(String script, String... arguments) throws IOException {
    var path = "import sys; sys.path.insert(0, '%s')\n".formatted(DIRECTORY);
    var program = Stream.of("python3", "-B", "-c", path + script);
    return run(Stream.concat(program, Stream.of(arguments)).toList());
  }

  private static Answer run(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    var process = builder.start();
    try (var out = process.getInputStream()) {
      var output = new String(out.readAllBytes(), UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Answer(process.exitValue(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
