package dev.annals.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** The directory of PostgreSQL's data: made if absent, and looked at before it is trusted. */
final class Cluster {

  /** Name of the superuser, whom only this package uses. */
  static final String SUPERUSER = "postgres";

  private static final Duration INITIALIZATION_MAX = Duration.ofMinutes(2);

  private Cluster() {}

  /**
   * Makes sure that {@code data} holds a cluster of this version. An existing one is never changed.
   *
   * @throws PostgresException if it is something else, or cannot be made
   */
  static void prepare(Path data, Programs programs, String superuserPassword)
      throws InterruptedException {
    try {
      if (Files.exists(data)) {
        check(data);
      } else {
        initialize(data, programs, superuserPassword);
      }
    } catch (IOException e) {
      throw new PostgresException(
          "cannot prepare the database directory %s: %s".formatted(data, e), e);
    }
  }

  private static void check(Path data) throws IOException {
    var version = data.resolve("PG_VERSION");
    if (!Files.isRegularFile(version)) {
      throw new PostgresException(
          """
          %s is damaged: it has no PG_VERSION; restore it from a backup, or start with another \
          --data"""
              .formatted(data));
    }
    var found = Files.readString(version).strip();
    if (!found.equals(PostgresBinaries.MAJOR_VERSION)) {
      throw new PostgresException(
          """
          %s was written by PostgreSQL %s and this is PostgreSQL %s; upgrade it with pg_upgrade, or \
          start with another --data"""
              .formatted(data, found, PostgresBinaries.MAJOR_VERSION));
    }
  }

  /** Works beside and moves at the end, so that a half-made cluster is never taken for one. */
  private static void initialize(Path data, Programs programs, String superuserPassword)
      throws IOException, InterruptedException {
    var unfinished = data.resolveSibling(data.getFileName() + ".unfinished");
    PostgresBinaries.deleteTree(unfinished);
    var password =
        Files.createTempFile(
            "annals",
            ".pw",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(password, superuserPassword);
      var ended = programs.run(INITIALIZATION_MAX, "initdb", arguments(unfinished, password));
      if (ended.exitCode() != 0) {
        throw new PostgresException(
            "cannot create a database in %s: %s".formatted(data, ended.lastLine()));
      }
    } finally {
      Files.delete(password);
    }
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Text sorts by code point on every machine, whatever its locale. */
  private static List<String> arguments(Path data, Path password) {
    return List.of(
        "--pgdata=" + data,
        "--username=" + SUPERUSER,
        "--pwfile=" + password,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--no-instructions");
  }
}
