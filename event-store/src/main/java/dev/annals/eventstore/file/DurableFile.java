package dev.annals.eventstore.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Small files that are there as a whole or not at all, whatever crashes. */
public final class DurableFile {

  private static final String OWNER_ONLY = "rw-------";
  private static final String READABLE = "rw-r--r--";

  private DurableFile() {}

  /**
   * Makes a file that only its owner can read.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one
   */
  public static void create(Path path, String text) throws IOException {
    var unfinished = unfinished(path, text, OWNER_ONLY);
    try {
      // Unlike a move, a link never takes the place of another file.
      Files.createLink(path, unfinished);
      flushDirectory(path);
    } finally {
      Files.delete(unfinished);
    }
  }

  /** Takes the place of the file there was, if there was one. */
  public static void replace(Path path, String text, boolean ownerOnly) throws IOException {
    var unfinished = unfinished(path, text, ownerOnly ? OWNER_ONLY : READABLE);
    rename(unfinished, path);
  }

  /** Gives a file, whose bytes are on disk already, the name it is known by. */
  public static void rename(Path unfinished, Path path) throws IOException {
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    flushDirectory(path);
  }

  private static Path unfinished(Path path, String text, String permissions) throws IOException {
    var directory = path.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    var file =
        Files.createTempFile(
            directory,
            path.getFileName() + ".",
            ".unfinished",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }

  /** Without that the name may be lost, though the bytes are on disk. */
  private static void flushDirectory(Path path) throws IOException {
    try (var directory =
        FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
