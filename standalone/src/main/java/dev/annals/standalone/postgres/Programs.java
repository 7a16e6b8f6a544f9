package dev.annals.standalone.postgres;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's programs, which refuse to run as root, also as root. */
final class Programs {

  private static final Integer ROOT = 0;
  private static final File NOWHERE = new File("/dev/null");
  private static final Duration PROBE_MAX = Duration.ofSeconds(10);
  private static final String AS_ROOT_REFUSED =
      """
      PostgreSQL refuses to run as root, and this system does not let root shed its rights through \
      'unshare --user'; run Annals as another user, or allow user namespaces""";

  private final Path home;
  private final List<String> prefix;

  private Programs(Path home, List<String> prefix) {
    this.home = home;
    this.prefix = prefix;
  }

  /**
   * The programs below {@code home}.
   *
   * @throws PostgresException if this is root and root cannot run them
   */
  static Programs in(Path home) throws InterruptedException {
    // A namespace without a mapping: whoever owns the files still does, but is nobody by name.
    var unshare = List.of("unshare", "--user");
    try {
      if (!isRoot()) {
        return new Programs(home, List.of());
      }
      var probe = new Programs(home, unshare).run(PROBE_MAX, List.of("true"));
      if (probe.exitCode() == 0) {
        return new Programs(home, unshare);
      }
      throw new PostgresException(AS_ROOT_REFUSED + " (" + probe.lastLine() + ")");
    } catch (IOException e) {
      throw new PostgresException(AS_ROOT_REFUSED + " (" + e.getMessage() + ")", e);
    }
  }

  /** Runs a program to its end, or kills it after {@code max}. */
  Ended run(Duration max, String program, List<String> arguments) throws InterruptedException {
    var command = new ArrayList<String>();
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    try {
      return run(max, command);
    } catch (IOException e) {
      throw new PostgresException("cannot run %s: %s".formatted(program, e.getMessage()), e);
    }
  }

  private Ended run(Duration max, List<String> command) throws IOException, InterruptedException {
    var all = new ArrayList<>(prefix);
    all.addAll(command);
    // A file, because a started server would inherit a pipe and keep it open.
    var output = Files.createTempFile("annals", ".out");
    try {
      var builder = new ProcessBuilder(all).redirectErrorStream(true);
      builder.redirectOutput(output.toFile()).redirectInput(NOWHERE);
      builder.environment().put("LC_ALL", "C");
      var process = builder.start();
      try {
        if (!process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS)) {
          return new Ended(-1, List.of("no answer within " + max.toSeconds() + " s"));
        }
        return new Ended(process.exitValue(), read(output));
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.delete(output);
    }
  }

  private static List<String> read(Path output) throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.UTF_8).lines().toList();
  }

  /** Asks who owns a new file: the user's name may be missing, as it often is in containers. */
  private static boolean isRoot() throws IOException {
    var probe = Files.createTempFile("annals", ".uid");
    try {
      return ROOT.equals(Files.getAttribute(probe, "unix:uid"));
    } finally {
      Files.delete(probe);
    }
  }

  /**
   * How a program ended.
   *
   * @param exitCode zero for success
   * @param output what it printed
   */
  record Ended(int exitCode, List<String> output) {

    String lastLine() {
      return output.stream().filter(line -> !line.isBlank()).reduce("", (_, last) -> last).strip();
    }
  }
}
