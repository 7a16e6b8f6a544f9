package dev.annals.torture.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The directory in which a campaign keeps everything. */
record Scratch(Path path) {

  private static final long MIB = 1 << 20;

  static Scratch create(Path parent) throws IOException {
    Files.createDirectories(parent);
    var scratch = new Scratch(Files.createTempDirectory(parent, "annals-torture-"));
    Files.createDirectories(scratch.histories());
    return scratch;
  }

  Path histories() {
    return path.resolve("histories");
  }

  long freeMib() throws IOException {
    return Files.getFileStore(path).getUsableSpace() / MIB;
  }

  void delete() throws IOException {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
