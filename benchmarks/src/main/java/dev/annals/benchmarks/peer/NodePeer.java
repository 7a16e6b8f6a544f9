package dev.annals.benchmarks.peer;

import dev.annals.benchmarks.measure.Contestant;
import dev.annals.benchmarks.measure.Run;
import dev.annals.benchmarks.server.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A store for Node.js, driven by its script in {@code benchmarks/peers}. */
public final class NodePeer implements Contestant {

  private static final Duration INSTALL_MAX = Duration.ofMinutes(3);
  private static final List<String> INSTALL =
      List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent");

  private final String name;
  private final int callers;
  private final PeerProcess process;

  private NodePeer(String name, int callers, PeerProcess process) {
    this.name = name;
    this.callers = callers;
    this.process = process;
  }

  /**
   * Installs and starts a peer.
   *
   * @param home the directory of the repository
   * @param folder of the peer
   * @throws PeerAbsentException if this machine cannot: no Node.js, no npm, no registry
   */
  public static NodePeer start(
      Path home, String folder, String name, int callers, Database database)
      throws PeerAbsentException {
    var directory = installed(home.resolve("benchmarks"), folder);
    var url =
        "postgresql://%s:%s@localhost:%d/%s"
            .formatted(database.user(), database.password(), database.port(), database.name());
    try {
      return new NodePeer(
          name, callers, PeerProcess.start(directory, List.of("node", "driver.mjs", url)));
    } catch (IllegalStateException e) {
      throw new PeerAbsentException(folder + " does not start: " + e.getMessage(), e);
    }
  }

  /** Installs exactly what the lock file names, apart from the sources. */
  private static Path installed(Path benchmarks, String folder) throws PeerAbsentException {
    var sources = benchmarks.resolve("peers");
    var target = benchmarks.resolve("target").resolve("peers");
    var directory = target.resolve(folder);
    try {
      copy(sources, target, List.of("harness.mjs"));
      copy(
          sources.resolve(folder),
          directory,
          List.of("driver.mjs", "package.json", "package-lock.json"));
      var exit = execute(directory, INSTALL);
      if (exit != 0) {
        throw new PeerAbsentException("npm cannot install %s: exit %d".formatted(folder, exit));
      }
      return directory;
    } catch (IOException e) {
      throw new PeerAbsentException("%s cannot be installed: %s".formatted(folder, e), e);
    }
  }

  private static void copy(Path from, Path to, List<String> files) throws IOException {
    Files.createDirectories(to);
    for (var file : files) {
      Files.copy(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static int execute(Path directory, List<String> command) throws IOException {
    var process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (process.waitFor(INSTALL_MAX.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new IOException("not done within " + INSTALL_MAX);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Run run(Duration time) {
    process.ask(new PeerRequest(callers, time.toMillis()));
    var answer = process.answer();
    if (answer.stored() != answer.run().events()) {
      throw new IllegalStateException(
          "%s: %d events acknowledged, %d found"
              .formatted(name, answer.run().events(), answer.stored()));
    }
    return answer.run();
  }

  @Override
  public void close() {
    process.close();
  }
}
