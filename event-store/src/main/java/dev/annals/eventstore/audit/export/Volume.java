package dev.annals.eventstore.audit.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.annals.eventstore.audit.seal.Seal;
import dev.annals.eventstore.audit.seal.SealedLog;
import dev.annals.eventstore.audit.tree.TreeHasher;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of an archive: an export of a range in a zip file, with all checkpoints of the range.
 *
 * @param sha256 of the file, in hexadecimal digits
 */
public record Volume(long from, long to, String sha256) {

  /** As many as a full tile of level 1 is over, so that a volume has whole tiles. */
  public static final long EVENTS_MAX = 65_536;

  static final String CHECKPOINTS = "checkpoints.ndjson";

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int SEALS_PAGE = 1_000;

  /** Of every entry, so that the same range gives the same bytes. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final JsonMapper JSON = JsonMapper.shared();

  /** What the file is called in its archive. */
  public String fileName() {
    return "events-%012d-%012d.zip".formatted(from, to);
  }

  /**
   * Writes a volume, which is on disk then. Memory does not grow with the range.
   *
   * @param seal that proves the range
   * @param file takes the place of the one there was
   * @param progress is told each position
   * @throws BadExportException if it cannot be written
   */
  public static Volume write(
      SealedLog log, Seal seal, long from, long to, Path file, LongConsumer progress) {
    var digest = TreeHasher.sha256();
    try (var channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        var out =
            new DigestOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES), digest);
        var zip = new ZipOutputStream(out)) {
      var target = target(zip);
      new ExportWriter(log, seal, target).write(from, to, progress);
      target.add(CHECKPOINTS, notes -> writeNotes(log, from, to, notes));
      zip.finish();
      out.flush();
      channel.force(true);
    } catch (IOException | UncheckedIOException e) {
      throw new BadExportException("Cannot write %s: %s".formatted(file, e), e);
    }
    return new Volume(from, to, HexFormat.of().formatHex(digest.digest()));
  }

  private static ExportTarget target(ZipOutputStream zip) {
    return (name, content) -> {
      var entry = new ZipEntry(name);
      entry.setTimeLocal(NO_TIME);
      zip.putNextEntry(entry);
      content.writeTo(zip);
      zip.closeEntry();
    };
  }

  /** One a line, as a JSON text. */
  private static void writeNotes(SealedLog log, long from, long to, OutputStream out) {
    var after = from - 1;
    while (after < to) {
      var seals = log.sealsAfter(after, SEALS_PAGE);
      for (var seal : seals) {
        if (seal.size() <= to) {
          ExportWriter.writeLine(out, JSON.writeValueAsString(seal.note()).getBytes(UTF_8));
        }
      }
      after = seals.isEmpty() ? to : seals.getLast().size();
    }
  }
}
