package dev.annals.standalone.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked once per version from the archive on the class path.
 *
 * <p>They go next to the data and not into the directory for temporary files, where others could
 * put programs of theirs and the system deletes what is old.
 */
final class PostgresBinaries {

  /** Major version of the archive; data of another one cannot be read. */
  static final String MAJOR_VERSION = "18";

  private PostgresBinaries() {}

  /**
   * Makes sure that the programs are in {@code home}. Unpacking that was interrupted starts again.
   *
   * @throws PostgresException if they cannot be unpacked
   */
  static void unpack(Path home) {
    if (Files.exists(home)) {
      return;
    }
    var unfinished = home.resolveSibling(home.getFileName() + ".unfinished");
    try {
      deleteTree(unfinished);
      Files.createDirectories(unfinished);
      try (var archive = archive()) {
        extract(archive, unfinished);
      }
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | IllegalStateException e) {
      throw new PostgresException(
          "cannot unpack PostgreSQL into %s: %s".formatted(home, e.getMessage()), e);
    }
  }

  private static InputStream archive() throws IOException {
    var system = System.getProperty("os.name", "").startsWith("Mac") ? "Darwin" : "Linux";
    return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
        system, System.getProperty("os.arch", ""));
  }

  private static void extract(InputStream archive, Path target) throws IOException {
    try (var entries =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(archive)), "UTF-8")) {
      for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        extract(entries, entry, target);
      }
    }
  }

  private static void extract(TarArchiveInputStream entries, TarArchiveEntry entry, Path target)
      throws IOException {
    var file = entry.resolveIn(target);
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(entries, file);
      if ((entry.getMode() & 0100) != 0 && !file.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + file + " executable");
      }
    }
  }

  /** Deletes what an interrupted attempt left; nothing in it was ever used. */
  static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
