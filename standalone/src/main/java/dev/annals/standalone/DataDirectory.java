package dev.annals.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The directory that keeps everything between runs, held by one process at a time.
 *
 * <p>The operating system releases the lock when the process ends, however it ends.
 */
final class DataDirectory implements AutoCloseable {

  /** A freshly mounted file system has it. */
  private static final String LOST_AND_FOUND = "lost+found";

  private static final String LOCK = "lock";
  private static final long FREE_MIB_MIN = 256;
  private static final int PID_LENGTH_MAX = 20;

  private final Path path;
  private final FileChannel lock;

  private DataDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes the directory, creating it if absent.
   *
   * @throws CannotStart if another process has it, if it holds something else, or if nothing can be
   *     written to it
   */
  static DataDirectory open(Path path) {
    try {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      var directory = path.toRealPath();
      refuseForeign(directory);
      refuseFull(directory);
      return new DataDirectory(directory, lock(directory));
    } catch (AccessDeniedException e) {
      throw new CannotStart(
          "cannot write to the data directory %s: permission denied; choose another with --data"
              .formatted(path),
          e);
    } catch (IOException e) {
      throw new CannotStart("cannot use the data directory %s: %s".formatted(path, e), e);
    }
  }

  Path path() {
    return path;
  }

  Path logs() {
    return path.resolve("annals.log");
  }

  Path passwords() {
    return path.resolve("passwords.properties");
  }

  /** The keys that sign checkpoints; never in the database. */
  Path sealKeys() {
    return path.resolve("seal.key");
  }

  /** What wraps the keys of data subjects; never in a database. */
  Path keyEncryptionKeys() {
    return path.resolve("key-encryption.key");
  }

  /** Whether this directory has never held a database. */
  boolean isNew() {
    return !Files.exists(path.resolve("postgres"));
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new CannotStart("cannot release the data directory %s: %s".formatted(path, e), e);
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    var channel =
        FileChannel.open(
            directory.resolve(LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      var owner = read(channel);
      channel.close();
      throw new CannotStart(
          "data directory in use by process %s: %s; stop that one, or choose another with --data"
              .formatted(owner, directory));
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(bytes(ProcessHandle.current().pid() + "\n")));
    return channel;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    var buffer = ByteBuffer.allocate(PID_LENGTH_MAX);
    channel.read(buffer, 0);
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8).strip();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A mistyped --data must not scatter files over somebody's home directory. */
  private static void refuseForeign(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      var foreign = entries.filter(entry -> !entry.endsWith(LOST_AND_FOUND)).findAny();
      if (foreign.isPresent() && !Files.exists(directory.resolve(LOCK))) {
        throw new CannotStart(
            "%s is not empty and not a data directory of Annals; choose another with --data"
                .formatted(directory));
      }
    }
  }

  private static void refuseFull(Path directory) throws IOException {
    var freeMib = Files.getFileStore(directory).getUsableSpace() / (1024 * 1024);
    if (freeMib < FREE_MIB_MIN) {
      throw new CannotStart(
          "only %d MiB are free for the data directory %s, and %d are needed to start"
              .formatted(freeMib, directory, FREE_MIB_MIN));
    }
  }
}
