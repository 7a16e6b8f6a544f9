package dev.annals.benchmarks.store;

import dev.annals.benchmarks.server.Database;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.postgres.PostgresSealStore;
import dev.annals.eventstore.audit.postgres.PostgresSealedLog;
import dev.annals.eventstore.audit.seal.CheckpointSigner;
import dev.annals.eventstore.audit.seal.SealSettings;
import dev.annals.eventstore.audit.seal.SealStatus;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.seal.Sealer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** What seals the log of a database, as the query service does and with its settings. */
public record LogSealer(Database database, Path keyFile) {

  private static final Duration STANDSTILL_MAX = Duration.ofMinutes(30);
  private static final Duration LOOK = Duration.ofMillis(1);
  private static final int CONNECTIONS = 3;

  /** Begins, at once. */
  public Sealer start() {
    var random = new SecureRandom();
    var sealer =
        new Sealer(
            new PostgresSealStore(database.log()),
            () -> CheckpointSigner.open(keyFile, "example.com/bench", random),
            SealSettings.defaults());
    sealer.start();
    return sealer;
  }

  /**
   * Waits for what a sealer has done.
   *
   * @throws IllegalStateException if it does not come to that, or has trouble
   */
  public static void await(Sealer sealer, Predicate<SealStatus> done) {
    var end = System.nanoTime() + STANDSTILL_MAX.toNanos();
    while (!done.test(sealer.status())) {
      if (sealer.status().trouble() != null || System.nanoTime() > end) {
        throw new IllegalStateException("The log is not sealed: " + sealer.status());
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** For reading; to be closed. */
  public SealedLog open() {
    return new PostgresSealedLog(database.log(), CONNECTIONS);
  }

  /** Where the public keys are. */
  public Path publicKeys() {
    return keyFile.resolveSibling(keyFile.getFileName() + ".pub");
  }

  public List<VerifierKey> keys() {
    return keys(publicKeys());
  }

  /** Those in a file. */
  public static List<VerifierKey> keys(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.filter(line -> !line.startsWith("#")).map(VerifierKey::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
