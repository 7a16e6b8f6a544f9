package dev.annals.eventstore.audit.seal;

import dev.annals.eventstore.log.postgres.LogConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A sealer in a process of its own, that can be killed. */
final class SealerProcess {

  private SealerProcess() {}

  static Process start(LogConnection sealer, Path keyFile, Path output) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                SealerProcess.class.getName(),
                sealer.url(),
                sealer.user(),
                sealer.password(),
                sealer.schema(),
                keyFile.toString()))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  public static void main(String[] args) throws InterruptedException {
    var sealer = new LogConnection(args[0], args[1], args[2], args[3]);
    try (var running = TestSealer.hasty(sealer, Path.of(args[4]))) {
      running.start();
      Thread.currentThread().join();
    }
  }
}
