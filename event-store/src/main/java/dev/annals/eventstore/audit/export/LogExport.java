package dev.annals.eventstore.audit.export;

import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.SignedNote;
import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.tree.Tile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Writes a range of the log to a directory: the events, the newest checkpoint, and those tiles that
 * lead from the one to the other. Memory does not grow with the range.
 */
public final class LogExport {

  private static final int PAGE_EVENTS = 16_384;

  private final SealedLog log;
  private final Path directory;
  private final Seal seal;

  private LogExport(SealedLog log, Path directory, Seal seal) {
    this.log = log;
    this.directory = directory;
    this.seal = seal;
  }

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
      new LogExport(log, directory, seal).write(from, last, progress);
    } catch (IOException | UncheckedIOException e) {
      throw new BadExportException("Cannot write to %s: %s".formatted(directory, e), e);
    }
    return new Exported(from, last, seal.size());
  }

  private void write(long from, long to, LongConsumer progress) throws IOException {
    requireEmpty();
    writeEvents(from, to, progress);
    writeTiles(from - 1, to - 1);
    var keys = log.keys().stream().map(key -> key.key() + "\n").collect(Collectors.joining());
    Files.writeString(directory.resolve(ExportDirectory.KEYS), keys);
    // Last: an export without it is not finished.
    Files.writeString(directory.resolve(ExportDirectory.CHECKPOINT), seal.note());
  }

  private void requireEmpty() throws IOException {
    Files.createDirectories(directory);
    try (var files = Files.list(directory)) {
      if (files.findAny().isPresent()) {
        throw new FileAlreadyExistsException(directory + " is not empty");
      }
    }
  }

  private void writeEvents(long from, long to, LongConsumer progress) throws IOException {
    var source = "/" + Checkpoint.of(SignedNote.parse(seal.note())).origin();
    var file = directory.resolve(ExportDirectory.EVENTS);
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (var after = from - 1; after < to; after += PAGE_EVENTS) {
        log.read(
            after,
            Math.min(to, after + PAGE_EVENTS),
            event -> {
              writeLine(out, EventLine.write(event, source));
              progress.accept(event.position());
            });
      }
    }
  }

  private static void writeLine(OutputStream out, byte[] line) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those above the leaves, and the rightmost ones, from which the root is made. */
  private void writeTiles(long firstLeaf, long lastLeaf) throws IOException {
    for (var level = 0; Tile.hashes(level, seal.size()) > 0; level++) {
      var shift = Tile.HEIGHT * (level + 1);
      for (var index = firstLeaf >>> shift; index <= lastLeaf >>> shift; index++) {
        var tile = Tile.in(seal.size(), level, index);
        if (tile.isPresent()) {
          writeTile(tile.get());
        }
      }
    }
    for (var tile : Tile.partials(seal.size())) {
      writeTile(tile);
    }
  }

  private void writeTile(Tile tile) throws IOException {
    var file = directory.resolve(tile.path());
    Files.createDirectories(file.getParent());
    Files.write(file, log.read(tile).bytes());
  }
}
