package dev.annals.benchmarks.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A directory whose content benchmarks may delete: one that they made or found empty, as a file in
 * it says, and that no other run is using.
 */
public final class BenchDirectory implements AutoCloseable {

  static final String MARKER = "annals-bench";

  private final Path path;
  private final FileChannel marker;

  private BenchDirectory(Path path, FileChannel marker) {
    this.path = path;
    this.marker = marker;
  }

  /**
   * Takes the directory for one run, and creates it if necessary.
   *
   * @throws IllegalArgumentException if it is not ours to use
   */
  public static BenchDirectory claim(Path path) throws IOException {
    Files.createDirectories(path);
    var file = path.resolve(MARKER);
    if (!Files.exists(file) && !isEmpty(path)) {
      throw new IllegalArgumentException(
          path + " is not empty and was not made by a benchmark, which would delete what is in it");
    }
    var marker = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(marker)) {
      marker.close();
      throw new IllegalArgumentException(path + " is in use by another benchmark");
    }
    return new BenchDirectory(path, marker);
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (var entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  private static boolean isLocked(FileChannel marker) throws IOException {
    try {
      return marker.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  /** Where workloads may put files; they delete them. */
  public Path files() {
    return path.resolve("files");
  }

  /** Where PostgreSQL may keep its data. */
  public Path postgres() {
    return path.resolve("postgres");
  }

  /** Lets another run have it. */
  @Override
  public void close() throws IOException {
    marker.close();
  }
}
