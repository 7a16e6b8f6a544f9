package dev.annals.standalone.load;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines, none longer than a bound, so that a file without line ends cannot fill the memory.
 */
final class BoundedLines {

  static final int LENGTH_MAX = 1_000;

  private final Reader source;
  private final StringBuilder line = new StringBuilder();
  private long read;

  BoundedLines(Reader source) {
    this.source = source;
  }

  /** How many lines have been read. */
  long read() {
    return read;
  }

  /**
   * The next line without its end, which is LF or CR LF; null at the end.
   *
   * @throws LoadFailedException if the line is too long
   */
  @Nullable String next() throws IOException {
    line.setLength(0);
    var unit = source.read();
    if (unit < 0) {
      return null;
    }
    read++;
    for (; unit >= 0 && unit != '\n'; unit = source.read()) {
      if (line.length() == LENGTH_MAX) {
        throw new LoadFailedException(
            "line %d has more than %d characters".formatted(read, LENGTH_MAX));
      }
      line.append((char) unit);
    }
    if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    return line.toString();
  }
}
