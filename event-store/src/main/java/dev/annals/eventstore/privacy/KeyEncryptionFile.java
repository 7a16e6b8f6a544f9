package dev.annals.eventstore.privacy;

import dev.annals.eventstore.file.DurableFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The file with the key-encryption keys: a line for each, its id and its secret, the newest last.
 * It is read again when it was written since, so that a rotation reaches whoever runs.
 */
public final class KeyEncryptionFile implements KeyEncryptionKeys {

  private static final String HEADER =
      "# Wraps the keys of data subjects: the last line does. Nobody else may read this file.\n";

  private final Path path;
  private @Nullable Written last;

  /** What was read, and of which state of the file. */
  private record Written(FileTime at, @Nullable Object file, List<KeyEncryptionKey> keys) {}

  /** Of this file, which is looked at when it is needed. */
  public KeyEncryptionFile(Path path) {
    this.path = path;
  }

  /**
   * Makes the file with a first key unless it is there.
   *
   * @return whether it was made
   */
  public boolean createIfAbsent(SecureRandom random) throws IOException {
    if (Files.exists(path)) {
      return false;
    }
    try {
      DurableFile.create(path, text(List.of(KeyEncryptionKey.draw(random))));
      return true;
    } catch (FileAlreadyExistsException _) {
      // Two processes may start at once: the second one takes what the first one made.
      return false;
    }
  }

  /**
   * Adds a key, which wraps from then on. The file must be there: another one would be mistaken.
   */
  public KeyEncryptionKey add(SecureRandom random) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    var added = KeyEncryptionKey.draw(random);
    var all = new ArrayList<>(all());
    all.add(added);
    DurableFile.replace(path, text(all), true);
    return added;
  }

  /** Leaves only this key and those that were added after it. */
  public void dropFormer(KeyEncryptionKey kept) throws IOException {
    var all = all();
    var first = all.stream().map(KeyEncryptionKey::id).toList().indexOf(kept.id());
    if (first < 0) {
      throw new IOException("%s does not have the key %s any more".formatted(path, kept.id()));
    }
    DurableFile.replace(path, text(all.subList(first, all.size())), true);
  }

  /** None if there is no file. */
  @Override
  public synchronized List<KeyEncryptionKey> all() {
    try {
      if (!Files.exists(path)) {
        return List.of();
      }
      var attributes = Files.readAttributes(path, BasicFileAttributes.class);
      var known = last;
      if (known == null
          || !known.at().equals(attributes.lastModifiedTime())
          || !Objects.equals(known.file(), attributes.fileKey())) {
        requirePrivate();
        known =
            new Written(
                attributes.lastModifiedTime(), attributes.fileKey(), parse(Files.readString(path)));
        last = known;
      }
      return known.keys();
    } catch (IOException | IllegalArgumentException e) {
      throw new KeysUnavailableException(
          "Cannot read the key-encryption keys in %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private void requirePrivate() throws IOException {
    var others =
        Files.getPosixFilePermissions(path).stream()
            .filter(right -> !right.name().startsWith("OWNER"))
            .map(PosixFilePermission::name)
            .sorted()
            .collect(Collectors.joining(", "));
    if (!others.isEmpty()) {
      throw new IllegalArgumentException(
          "it can be used by others (%s); chmod 600 it".formatted(others));
    }
  }

  static List<KeyEncryptionKey> parse(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(KeyEncryptionKey::parse)
        .toList();
  }

  private static String text(List<KeyEncryptionKey> keys) {
    return keys.stream().map(key -> key.text() + "\n").collect(Collectors.joining("", HEADER, ""));
  }

  @Override
  public String origin() {
    return path.toString();
  }
}
