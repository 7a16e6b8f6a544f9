package dev.annals.torture.server;

import java.io.File;
import java.io.IOException;
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

  private final Path bin;
  private final List<String> prefix;

  Programs(Path bin) throws IOException {
    this.bin = bin;
    // A user namespace without a mapping: whoever owns the files still does, but is not root.
    this.prefix = isRoot() ? List.of("unshare", "--user") : List.of();
  }

  private static boolean isRoot() throws IOException {
    var probe = Files.createTempFile("annals", ".uid");
    try {
      return ROOT.equals(Files.getAttribute(probe, "unix:uid"));
    } finally {
      Files.delete(probe);
    }
  }

  /** Whether the program ended well, and in time. */
  boolean run(Duration max, Path output, String program, List<String> arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(prefix);
    command.add(bin.resolve(program).toString());
    command.addAll(arguments);
    // Not a pipe, which a started server would inherit and keep open.
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(NOWHERE)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    try {
      return process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 0;
    } finally {
      process.destroyForcibly();
    }
  }
}
