package dev.annals.torture.round;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The directory in which a campaign keeps everything. */
public record Scratch(Path path) {

  private static final long MIB = 1 << 20;

  /** A new one. */
  public static Scratch create(Path parent) throws IOException {
    Files.createDirectories(parent);
    var scratch = new Scratch(Files.createTempDirectory(parent, "annals-torture-"));
    Files.createDirectories(scratch.histories());
    return scratch;
  }

  /** For what was seen. */
  public Path histories() {
    return path.resolve("histories");
  }

  /** How much more it can hold. */
  public long freeMib() throws IOException {
    return Files.getFileStore(path).getUsableSpace() / MIB;
  }

  /** With all that is in it. */
  public void delete() throws IOException {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
