package dev.annals.standalone;

import dev.annals.standalone.postgres.Passwords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/** The passwords of a data directory: drawn on the first start, readable by its owner only. */
final class PasswordFile {

  private static final int BYTES = 24;
  private static final String SUPERUSER = "superuser";
  private static final String LOG_OWNER = "log-owner";
  private static final String COMMAND_SERVICE = "command-service";
  private static final String QUERY_SERVICE = "query-service";
  private static final String SEALER = "sealer";
  private static final String KEYS_OWNER = "keys-owner";
  private static final String KEY_KEEPER = "key-keeper";

  private static final List<String> ROLES =
      List.of(SUPERUSER, LOG_OWNER, COMMAND_SERVICE, QUERY_SERVICE, SEALER, KEYS_OWNER, KEY_KEEPER);

  /** Those that there were not yet when older directories were made. */
  private static final List<String> NEWCOMERS = List.of(SEALER, KEYS_OWNER, KEY_KEEPER);

  private PasswordFile() {}

  /**
   * Reads the passwords, or draws them if the directory is new.
   *
   * @throws CannotStart if they are lost
   */
  static Passwords of(DataDirectory directory, SecureRandom random) {
    var file = directory.passwords();
    try {
      if (!Files.exists(file)) {
        if (!directory.isNew()) {
          throw new CannotStart(
              "%s is missing, and without it the database cannot be opened; restore it from a backup"
                  .formatted(file));
        }
        write(file, draw(random));
      }
      addNewcomers(file, random);
      return read(file);
    } catch (IOException | IllegalArgumentException e) {
      throw new CannotStart("cannot use %s: %s".formatted(file, e), e);
    }
  }

  private static void addNewcomers(Path file, SecureRandom random) throws IOException {
    var passwords = load(file);
    var missing = NEWCOMERS.stream().filter(role -> passwords.getProperty(role) == null).toList();
    if (!missing.isEmpty()) {
      missing.forEach(role -> passwords.setProperty(role, password(random)));
      write(file, passwords);
    }
  }

  private static Properties draw(SecureRandom random) {
    var drawn = new Properties();
    for (var role : ROLES) {
      drawn.setProperty(role, password(random));
    }
    return drawn;
  }

  private static String password(SecureRandom random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void write(Path file, Properties passwords) throws IOException {
    var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (var writer = Files.newBufferedWriter(unfinished)) {
      passwords.store(writer, "Passwords of this directory's database. Keep them with it.");
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Properties load(Path file) throws IOException {
    var found = new Properties();
    try (var reader = Files.newBufferedReader(file)) {
      found.load(reader);
    }
    return found;
  }

  private static Passwords read(Path file) throws IOException {
    var found = load(file);
    return new Passwords(
        password(found, file, SUPERUSER),
        password(found, file, LOG_OWNER),
        password(found, file, COMMAND_SERVICE),
        password(found, file, QUERY_SERVICE),
        password(found, file, SEALER),
        password(found, file, KEYS_OWNER),
        password(found, file, KEY_KEEPER));
  }

  private static String password(Properties found, Path file, String role) {
    var password = found.getProperty(role, "");
    if (password.isBlank()) {
      throw new CannotStart(
          "%s is damaged: it has no password for %s; restore it from a backup"
              .formatted(file, role));
    }
    return password;
  }
}
