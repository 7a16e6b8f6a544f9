package dev.annals.eventstore.audit.seal;

import dev.annals.eventstore.audit.note.BadNoteException;
import dev.annals.eventstore.audit.note.SigningKey;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.file.DurableFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The file with the private keys: a line for each, the public key and then the secret one, the
 * newest last. Beside it, in {@code <file>.pub}, are the public keys for everybody.
 */
public final class KeyFile {

  private static final String HEADER =
      "# Signs checkpoints of the log: the last line does. Nobody else may read this file.\n";

  /** Of the name of a log that was given none: from its first key, so that no two have the same. */
  private static final String ORIGIN_PREFIX = "annals/";

  private final Path path;
  private final FileTime writtenAt;
  private final List<SigningKey> keys;

  private KeyFile(Path path, FileTime writtenAt, List<SigningKey> keys) {
    this.path = path;
    this.writtenAt = writtenAt;
    this.keys = keys;
  }

  /**
   * Reads the file, or makes it with a first key.
   *
   * @param origin the log's name, for the first key; if absent, one that no other log has
   * @throws RefusedToSignException if the file is of another log, or others may read it
   */
  public static KeyFile open(Path path, @Nullable String origin, SecureRandom random)
      throws IOException {
    if (!Files.exists(path)) {
      var name = origin;
      create(
          path,
          name == null
              ? SigningKey.draw(digits -> ORIGIN_PREFIX + digits, random)
              : SigningKey.draw(name, random));
    }
    var file = read(path);
    if (origin != null && !file.origin().equals(origin)) {
      throw new RefusedToSignException(
          "%s is of the log %s and not of %s".formatted(path, file.origin(), origin));
    }
    file.publish();
    return file;
  }

  /** Adds a new key, which signs from then on, together with the former one once. */
  public static VerifierKey rotate(Path path, SecureRandom random) throws IOException {
    var file = read(path);
    var added = SigningKey.draw(file.origin(), random);
    var all = new ArrayList<>(file.keys);
    all.add(added);
    DurableFile.replace(path, text(all), true);
    read(path).publish();
    return added.verifier();
  }

  /** Two processes may start at once: the second one takes what the first one made. */
  private static void create(Path path, SigningKey key) throws IOException {
    try {
      DurableFile.create(path, text(List.of(key)));
    } catch (FileAlreadyExistsException _) {
      // Then it is read.
    }
  }

  private static KeyFile read(Path path) throws IOException {
    requirePrivate(path);
    var writtenAt = Files.getLastModifiedTime(path);
    var keys = new ArrayList<SigningKey>();
    for (var line : Files.readAllLines(path)) {
      if (!line.startsWith("#") && !line.isBlank()) {
        keys.add(parse(path, line));
      }
    }
    if (keys.isEmpty()) {
      throw new RefusedToSignException(path + " has no key");
    }
    if (keys.stream().map(key -> key.verifier().name()).distinct().count() > 1) {
      throw new RefusedToSignException(path + " has keys of several logs");
    }
    return new KeyFile(path, writtenAt, List.copyOf(keys));
  }

  /** The reason must not contain the line. */
  private static SigningKey parse(Path path, String line) {
    var parts = line.strip().split(" ", -1);
    if (parts.length != 2) {
      throw new RefusedToSignException(path + " has a line that is not a public and a secret key");
    }
    try {
      return SigningKey.parse(parts[1], VerifierKey.parse(parts[0]));
    } catch (BadNoteException e) {
      throw new RefusedToSignException(path + " has a damaged key beside " + parts[0]);
    }
  }

  private static void requirePrivate(Path path) throws IOException {
    var others =
        Files.getPosixFilePermissions(path).stream()
            .filter(right -> !right.name().startsWith("OWNER"))
            .map(PosixFilePermission::name)
            .sorted()
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      throw new RefusedToSignException(
          "%s can be used by others (%s); chmod 600 it".formatted(path, others));
    }
  }

  private static String text(List<SigningKey> keys) {
    return keys.stream()
        .map(key -> key.verifier().text() + " " + key.secretText() + "\n")
        .collect(Collectors.joining("", HEADER, ""));
  }

  private void publish() throws IOException {
    var text =
        keys.stream()
            .map(key -> key.verifier().text() + "\n")
            .collect(Collectors.joining("", "# Public keys of this log's checkpoints.\n", ""));
    DurableFile.replace(beside(".pub"), text, false);
  }

  /** Whether it was written since it was read. A file that is gone is told when it is needed. */
  boolean isOutdated() {
    try {
      return !Files.getLastModifiedTime(path).equals(writtenAt);
    } catch (IOException _) {
      return true;
    }
  }

  Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  /** The log's name, which all keys have. */
  public String origin() {
    return keys.getFirst().verifier().name();
  }

  SigningKey newest() {
    return keys.getLast();
  }

  List<SigningKey> keys() {
    return keys;
  }

  List<VerifierKey> verifiers() {
    return keys.stream().map(SigningKey::verifier).toList();
  }
}
