package dev.annals.eventstore.audit.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.SignedNote;
import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.tree.Tile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** Writes the files of an export, wherever they go. */
final class ExportWriter {

  private static final int PAGE_EVENTS = 16_384;

  private final SealedLog log;
  private final Seal seal;
  private final ExportTarget target;

  ExportWriter(SealedLog log, Seal seal, ExportTarget target) {
    this.log = log;
    this.seal = seal;
    this.target = target;
  }

  /**
   * Writes the events from one position to another, and what proves them.
   *
   * @param progress is told each position
   */
  void write(long from, long to, LongConsumer progress) throws IOException {
    target.add(ExportDirectory.EVENTS, out -> writeEvents(from, to, out, progress));
    addTiles(from - 1, to - 1);
    var keys = log.keys().stream().map(key -> key.key() + "\n").collect(Collectors.joining());
    target.add(ExportDirectory.KEYS, out -> out.write(keys.getBytes(UTF_8)));
    // Last: an export without it is not finished.
    target.add(ExportDirectory.CHECKPOINT, out -> out.write(seal.note().getBytes(UTF_8)));
  }

  private void writeEvents(long from, long to, OutputStream out, LongConsumer progress) {
    var source = "/" + Checkpoint.of(SignedNote.parse(seal.note())).origin();
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

  static void writeLine(OutputStream out, byte[] line) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those above the leaves, and the rightmost ones, from which the root is made. */
  private void addTiles(long firstLeaf, long lastLeaf) throws IOException {
    for (var level = 0; Tile.hashes(level, seal.size()) > 0; level++) {
      var shift = Tile.HEIGHT * (level + 1);
      for (var index = firstLeaf >>> shift; index <= lastLeaf >>> shift; index++) {
        var tile = Tile.in(seal.size(), level, index);
        if (tile.isPresent() && !tile.get().isPartial()) {
          add(tile.get());
        }
      }
    }
    for (var tile : Tile.partials(seal.size())) {
      add(tile);
    }
  }

  private void add(Tile tile) throws IOException {
    target.add(tile.path(), out -> out.write(log.read(tile).bytes()));
  }
}
