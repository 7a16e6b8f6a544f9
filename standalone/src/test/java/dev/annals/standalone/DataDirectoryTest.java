package dev.annals.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

  @TempDir Path parent;

  @Test
  void is_created_with_its_parents() {
    try (var directory = DataDirectory.open(parent.resolve("a/b"))) {
      assertThat(directory.path()).isDirectory();
      assertThat(directory.isNew()).isTrue();
    }
  }

  @Test
  void is_held_by_one_at_a_time() {
    var path = parent.resolve("data");
    try (var first = DataDirectory.open(path)) {
      assertThatExceptionOfType(CannotStart.class)
          .isThrownBy(() -> DataDirectory.open(path))
          .withMessageStartingWith(
              "data directory in use by process %d: %s"
                  .formatted(ProcessHandle.current().pid(), first.path()));
    }

    DataDirectory.open(path).close();
  }

  @Test
  void may_be_an_empty_directory_but_no_other() throws Exception {
    var path = Files.createDirectory(parent.resolve("data"));
    DataDirectory.open(path).close();
    DataDirectory.open(path).close();

    Files.createFile(parent.resolve("letter.txt"));
    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() -> DataDirectory.open(parent))
        .withMessageContaining("is not empty and not a data directory of Annals");
  }

  @Test
  void cannot_be_a_file() throws Exception {
    var file = Files.createFile(parent.resolve("file"));

    assertThatExceptionOfType(CannotStart.class)
        .isThrownBy(() -> DataDirectory.open(file))
        .withMessageStartingWith("cannot use the data directory " + file);
  }

  @Test
  void keeps_the_passwords_it_drew_for_its_owner_only() throws Exception {
    try (var directory = DataDirectory.open(parent.resolve("data"))) {
      var drawn = PasswordFile.of(directory, new SecureRandom());

      assertThat(PasswordFile.of(directory, new SecureRandom())).isEqualTo(drawn);
      assertThat(drawn.superuser()).hasSizeGreaterThanOrEqualTo(32);
      assertThat(drawn.toString()).doesNotContain(drawn.superuser());
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.passwords())))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void does_not_draw_new_passwords_for_an_old_database() throws Exception {
    try (var directory = DataDirectory.open(parent.resolve("data"))) {
      Files.createDirectory(directory.path().resolve("postgres"));

      assertThatExceptionOfType(CannotStart.class)
          .isThrownBy(() -> PasswordFile.of(directory, new SecureRandom()))
          .withMessageContaining("is missing");
    }
  }

  @Test
  void says_which_password_is_lost() throws Exception {
    try (var directory = DataDirectory.open(parent.resolve("data"))) {
      Files.writeString(directory.passwords(), "superuser=x\nlog-owner=y\nquery-service=z\n");

      assertThatExceptionOfType(CannotStart.class)
          .isThrownBy(() -> PasswordFile.of(directory, new SecureRandom()))
          .withMessageContaining("it has no password for command-service");
    }
  }
}
