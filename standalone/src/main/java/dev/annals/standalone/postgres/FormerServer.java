package dev.annals.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The server that last ran on a data directory, as its {@code postmaster.pid} tells.
 *
 * <p>It may still run, if the process that started it was killed. Or its process id may by now
 * belong to a stranger, which would keep PostgreSQL from starting.
 */
final class FormerServer {

  /** No process has it: above what any system lets a process id grow to. */
  private static final String NO_PROCESS = "999999999";

  private final Path data;
  private final Path pidFile;

  private FormerServer(Path data) {
    this.data = data;
    this.pidFile = data.resolve("postmaster.pid");
  }

  static FormerServer on(Path data) {
    return new FormerServer(data);
  }

  /** The server's process, if it lives and is truly a PostgreSQL on this directory. */
  Optional<ProcessHandle> running() throws IOException {
    return processNamed().filter(this::servesThisDirectory);
  }

  /**
   * Makes the file name no living process, if the one it names is not the server.
   *
   * <p>The file stays: from its other lines PostgreSQL itself can tell whether children of the
   * former server still live, and then refuses to start.
   */
  void forgetStranger() throws IOException {
    if (processNamed().isEmpty() || running().isPresent()) {
      return;
    }
    var lines = Files.readString(pidFile);
    var end = lines.indexOf('\n');
    Files.writeString(pidFile, NO_PROCESS + (end < 0 ? "\n" : lines.substring(end)));
  }

  private Optional<ProcessHandle> processNamed() throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    var pid = Files.readString(pidFile).lines().findFirst().orElse("").strip();
    try {
      return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
    } catch (NumberFormatException e) {
      throw new PostgresException(
          "%s is damaged; if no PostgreSQL runs on %s, delete that file".formatted(pidFile, data),
          e);
    }
  }

  private boolean servesThisDirectory(ProcessHandle process) {
    var info = process.info();
    var isPostgres = info.command().filter(each -> each.endsWith("/postgres")).isPresent();
    return isPostgres
        && info.commandLine().filter(each -> each.contains(data.toString())).isPresent();
  }
}
