package dev.annals.benchmarks.service;

import dev.annals.benchmarks.store.LogSealer;
import dev.annals.eventstore.audit.export.ArchiveDirectory;
import dev.annals.eventstore.audit.export.ExportDirectory;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.postgres.PostgresSealedLog;
import dev.annals.eventstore.audit.verify.ArchiveListener;
import dev.annals.eventstore.audit.verify.ArchiveVerification;
import dev.annals.eventstore.audit.verify.DatabaseVerification;
import dev.annals.eventstore.audit.verify.ExportVerification;
import dev.annals.eventstore.audit.verify.Verdict;
import dev.annals.eventstore.audit.verify.Verdict.Intact;
import dev.annals.eventstore.log.postgres.LogConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A verification in a Java virtual machine of its own, whose heap is small. */
public final class VerifierProcess {

  /** However long the log is. */
  public static final int HEAP_MIB = 64;

  private static final double KIB_PER_MIB = 1 << 10;
  private static final int CONNECTIONS = 3;

  private VerifierProcess() {}

  /**
   * What it took.
   *
   * @param seconds without the start of the machine
   * @param peakMib of the whole process in memory; 0 where the system does not tell
   */
  public record Verified(long events, double seconds, double peakMib) {

    public double eventsPerSecond() {
      return events / seconds;
    }
  }

  /** Of a database. */
  public static Verified database(LogConnection log, Path keys) {
    return run(keys, "database", log.url(), log.user(), log.password(), log.schema());
  }

  /** Of an export. */
  public static Verified export(Path directory, Path keys) {
    return run(keys, "export", directory.toString());
  }

  /** Of an archive. */
  public static Verified archive(Path directory, Path keys) {
    return run(keys, "archive", directory.toString());
  }

  private static Verified run(Path keys, String... arguments) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MIB + "m",
                "-cp",
                System.getProperty("java.class.path"),
                VerifierProcess.class.getName(),
                keys.toString()));
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      var verifier = process.start();
      try (var output = verifier.inputReader()) {
        var told = output.readAllAsString().strip().split(" ", -1);
        if (verifier.waitFor() != 0 || told.length != 3) {
          throw new IllegalStateException("The verifier found: " + String.join(" ", told));
        }
        return new Verified(
            Long.parseLong(told[0]), Double.parseDouble(told[1]), Double.parseDouble(told[2]));
      } finally {
        verifier.destroyForcibly();
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot run a verifier", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a verifier runs", e);
    }
  }

  /** Takes the file of the public keys, what kind of thing to verify, and where it is. */
  public static void main(String[] arguments) throws IOException {
    var keys = LogSealer.keys(Path.of(arguments[0]));
    var begun = System.nanoTime();
    var verdict = verdict(keys, arguments);
    var seconds = (System.nanoTime() - begun) / 1e9;
    if (!(verdict instanceof Intact intact)) {
      System.out.println(verdict);
      System.exit(1);
      return;
    }
    System.out.printf(
        "%d %s %s%n", intact.through() - intact.from() + 1, seconds, peakKib() / KIB_PER_MIB);
  }

  private static Verdict verdict(List<VerifierKey> keys, String[] arguments) {
    var first = arguments[2];
    return switch (arguments[1]) {
      case "database" -> {
        var connection = new LogConnection(first, arguments[3], arguments[4], arguments[5]);
        try (var log = new PostgresSealedLog(connection, CONNECTIONS)) {
          yield DatabaseVerification.verify(log, keys, _ -> {});
        }
      }
      case "export" ->
          ExportVerification.verify(new ExportDirectory(Path.of(first)), keys, 0, 0, _ -> {});
      case "archive" ->
          ArchiveVerification.verify(
              new ArchiveDirectory(Path.of(first)), keys, 1, 0, ArchiveListener.NONE, _ -> {});
      default -> throw new IllegalArgumentException(arguments[1]);
    };
  }

  private static double peakKib() throws IOException {
    var status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
