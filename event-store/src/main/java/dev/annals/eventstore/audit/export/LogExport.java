package dev.annals.eventstore.audit.export;

import dev.annals.eventstore.audit.seal.SealedLog;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Writes a range of the log to a directory: the events, the newest checkpoint, and those tiles that
 * lead from the one to the other. Memory does not grow with the range.
 */
public final class LogExport {

  private LogExport() {}

  /**
   * What was exported.
   *
   * @param size of the tree that the checkpoint is of
   */
  public record Exported(long from, long to, long size) {}

  /**
   * Exports a range.
   *
   * @param to the last position; {@link Long#MAX_VALUE} for all that is sealed
   * @param directory which must not be there yet, or be empty
   * @param progress is told each position
   * @throws BadExportException if there is nothing to export, or something in the way
   */
  public static Exported write(
      SealedLog log, long from, long to, Path directory, LongConsumer progress) {
    var seal = log.newest().orElseThrow(() -> new BadExportException("Nothing is sealed yet"));
    var last = to == Long.MAX_VALUE ? seal.size() : to;
    if (last > seal.size()) {
      throw new BadExportException(
          "Only %d events are sealed yet, not %d".formatted(seal.size(), last));
    }
    if (from < 1 || from > last) {
      throw new BadExportException("There are no positions from %d to %d".formatted(from, last));
    }
    try {
      requireEmpty(directory);
      new ExportWriter(log, seal, (name, content) -> add(directory.resolve(name), content))
          .write(from, last, progress);
    } catch (IOException | UncheckedIOException e) {
      throw new BadExportException("Cannot write to %s: %s".formatted(directory, e), e);
    }
    return new Exported(from, last, seal.size());
  }

  private static void requireEmpty(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (var files = Files.list(directory)) {
      if (files.findAny().isPresent()) {
        throw new FileAlreadyExistsException(directory + " is not empty");
      }
    }
  }

  private static void add(Path file, ExportTarget.Content content) throws IOException {
    Files.createDirectories(file.getParent());
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      content.writeTo(out);
    }
  }
}
