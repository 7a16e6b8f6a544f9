package dev.annals.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A key file and what is kept beside it. */
final class SealKeyFiles {

  /** What was signed last comes first: a key without it could sign something else instead. */
  private static final List<String> SUFFIXES = List.of(".last", ".pub", "");

  private SealKeyFiles() {}

  /**
   * Looks whether {@link #copy} would do.
   *
   * @throws CannotStart if there is another key already, or one of the files is missing
   */
  static void requireCopiable(Path from, Path to) {
    try {
      for (var suffix : SUFFIXES) {
        var file = from.resolveSibling(from.getFileName() + suffix);
        if (!Files.isRegularFile(file)) {
          throw new CannotStart("the key is nothing without this file beside it: " + file);
        }
      }
      if (Files.exists(to) && Files.mismatch(from, to) >= 0) {
        throw new CannotStart("there is another key file already: " + to);
      }
    } catch (IOException e) {
      throw new CannotStart("cannot read the key file %s: %s".formatted(from, e), e);
    }
  }

  /**
   * Copies them, with their permissions, unless the key is there already: what that one signed last
   * must not be forgotten.
   *
   * @throws CannotStart if there is another key already, or none to copy
   */
  static void copy(Path from, Path to) {
    try {
      requireCopiable(from, to);
      if (Files.exists(to)) {
        return;
      }
      for (var suffix : SUFFIXES) {
        var file = from.resolveSibling(from.getFileName() + suffix);
        Files.copy(
            file,
            to.resolveSibling(to.getFileName() + suffix),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw new CannotStart("cannot copy the key file %s: %s".formatted(from, e), e);
    }
  }
}
