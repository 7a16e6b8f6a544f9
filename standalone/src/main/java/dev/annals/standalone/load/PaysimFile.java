package dev.annals.standalone.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads a PaySim file, compressed or not, whatever it is called. All of it, or a clear refusal. */
final class PaysimFile {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int GZIP_MAGIC = 0x1f8b;

  private PaysimFile() {}

  /**
   * The first rows of the file.
   *
   * @param rowsMax how many at most; what follows is not looked at
   * @throws LoadFailedException naming the file, and the line if one is malformed
   */
  static List<PaysimRow> read(Path file, long rowsMax, MinorUnits units) {
    if (Files.isDirectory(file)) {
      throw new LoadFailedException("%s is a directory, not a file.".formatted(file));
    }
    if (!Files.exists(file)) {
      throw new LoadFailedException("There is no file %s.".formatted(file));
    }
    BoundedLines lines = null;
    // One byte is one character: whatever is no ASCII is found, with its line, in its field.
    try (var bytes = open(file);
        var text = new BufferedReader(new InputStreamReader(bytes, ISO_8859_1), BUFFER_BYTES)) {
      lines = new BoundedLines(text);
      return read(lines, rowsMax, new PaysimLine(units));
    } catch (LoadFailedException e) {
      throw new LoadFailedException("%s: %s.".formatted(file, e.getMessage()), e);
    } catch (EOFException | ZipException e) {
      throw new LoadFailedException(
          "%s: the compressed data are damaged or cut off after line %d."
              .formatted(file, lines == null ? 0 : lines.read()),
          e);
    } catch (IOException e) {
      throw new LoadFailedException("%s cannot be read: %s.".formatted(file, e), e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    var bytes = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    bytes.mark(2);
    var magic = bytes.read() << 8 | bytes.read();
    bytes.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes;
  }

  private static List<PaysimRow> read(BoundedLines lines, long rowsMax, PaysimLine format)
      throws IOException {
    requireHeader(lines.next());
    var rows = new ArrayList<PaysimRow>();
    while (rows.size() < rowsMax) {
      var line = lines.next();
      if (line == null) {
        break;
      }
      rows.add(parse(line, lines.read(), format));
    }
    if (rows.isEmpty()) {
      throw new LoadFailedException("there are no rows after the header");
    }
    return rows;
  }

  private static void requireHeader(@Nullable String line) {
    if (line == null) {
      throw new LoadFailedException("the file is empty");
    }
    if (!line.equals(PaysimLine.HEADER)) {
      throw new LoadFailedException(
          "line 1 is not the header of a PaySim file, %s, but %s"
              .formatted(PaysimLine.HEADER, Quoted.of(line)));
    }
  }

  private static PaysimRow parse(String line, long lineNumber, PaysimLine format) {
    try {
      return format.parse(lineNumber - 1, line);
    } catch (IllegalArgumentException e) {
      throw new LoadFailedException("line %d: %s".formatted(lineNumber, e.getMessage()), e);
    }
  }
}
