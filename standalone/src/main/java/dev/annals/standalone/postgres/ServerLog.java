package dev.annals.standalone.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the server wrote to its log. */
final class ServerLog {

  private static final int LINES_MAX = 5;
  private static final int BYTES_MAX = 64 * 1024;

  private ServerLog() {}

  /** The last lines written after the first {@code skip} bytes, oldest first. */
  static List<String> lastLines(Path log, long skip) throws IOException {
    if (!Files.exists(log)) {
      return List.of("(it wrote no log)");
    }
    try (var channel = FileChannel.open(log)) {
      var from = Math.max(skip, channel.size() - BYTES_MAX);
      var bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - from));
      channel.position(from);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // until the buffer is full or the file ends
      }
      var text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      var lines = text.lines().filter(line -> !line.isBlank()).toList();
      return lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size());
    }
  }
}
