package dev.annals.eventstore.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.annals.eventstore.audit.note.Checkpoint;
import dev.annals.eventstore.audit.note.VerifierKey;
import dev.annals.eventstore.audit.tree.TreeHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

  @TempDir private Path directory;

  private final SecureRandom random = new SecureRandom();

  private Path file() {
    return directory.resolve("keys/seal.key");
  }

  private KeyFile open() throws IOException {
    return KeyFile.open(file(), "example.com/log", random);
  }

  @Test
  void the_first_start_makes_a_key_that_only_its_owner_can_read() throws IOException {
    var made = open();

    assertThat(made.origin()).isEqualTo("example.com/log");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(open().verifiers()).isEqualTo(made.verifiers());
    try (var files = Files.list(directory.resolve("keys"))) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("seal.key", "seal.key.pub");
    }
  }

  @Test
  void the_public_keys_are_beside_it_and_nothing_secret() throws IOException {
    var key = open().verifiers().getFirst();
    var published = Files.readString(directory.resolve("keys/seal.key.pub"));

    assertThat(published.lines().filter(line -> !line.startsWith("#"))).containsExactly(key.text());
    assertThat(published).doesNotContain("PRIVATE");
  }

  @Test
  void logs_without_a_name_get_one_of_their_own() throws IOException {
    var one = KeyFile.open(directory.resolve("one"), null, random);
    var other = KeyFile.open(directory.resolve("other"), null, random);

    assertThat(one.origin()).matches("annals/[0-9a-f]{16}").isNotEqualTo(other.origin());
    assertThat(KeyFile.open(directory.resolve("one"), null, random).origin())
        .isEqualTo(one.origin());
  }

  @Test
  void a_rotated_key_signs_together_with_the_former_one_once() throws IOException {
    var former = open();
    var first = CheckpointSigner.open(file(), null, random);
    var note = first.sign(checkpoint(1), first.keysAfter(""));
    assertThat(first.isOutdated()).isFalse();

    var added = KeyFile.rotate(file(), random);

    assertThat(first.isOutdated()).isTrue();
    var second = CheckpointSigner.open(file(), null, random);
    var both = List.of(former.newest().verifier(), added);
    assertThat(verifiers(second, note)).isEqualTo(both);
    var linking = second.sign(checkpoint(2), second.keysAfter(note));
    assertThat(second.signersOf(linking)).containsExactlyElementsOf(both);
    assertThat(verifiers(second, linking)).containsExactly(added);
    assertThat(Checkpoint.verified(note, both).size()).isEqualTo(1);
  }

  private static List<VerifierKey> verifiers(CheckpointSigner signer, String note) {
    return signer.keysAfter(note).stream().map(key -> key.verifier()).toList();
  }

  private static Checkpoint checkpoint(long size) {
    return new Checkpoint("example.com/log", size, TreeHasher.EMPTY_TREE);
  }

  @Test
  void what_was_signed_is_remembered_and_never_for_something_smaller() throws IOException {
    open();
    var signer = CheckpointSigner.open(file(), null, random);
    assertThat(signer.remembered()).isEmpty();

    signer.sign(checkpoint(5), signer.keysAfter(""));
    signer.sign(checkpoint(3), signer.keysAfter(""));

    assertThat(CheckpointSigner.open(file(), null, random).remembered()).contains(checkpoint(5));
  }

  @Test
  void a_key_file_of_another_log_is_refused() throws IOException {
    open();

    assertRefused(() -> KeyFile.open(file(), "example.com/other", random), "example.com/other");
  }

  @Test
  void a_key_that_others_can_read_is_refused() throws IOException {
    open();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

    assertRefused(this::open, "GROUP_READ");
  }

  @Test
  void a_damaged_key_is_refused_without_being_told() throws IOException {
    open();
    var text = Files.readString(file());
    var secret = text.substring(text.indexOf("PRIVATE")).strip();
    for (var damaged :
        List.of(
            "",
            "# nothing\n",
            text.replace("PRIVATE+KEY+", ""),
            text.replace("+A", "+B"),
            text.strip() + "x\n",
            "one two three\n")) {
      Files.writeString(file(), damaged);
      assertThatExceptionOfType(RefusedToSignException.class)
          .isThrownBy(this::open)
          .satisfies(
              e -> assertThat(String.valueOf(e.getMessage())).doesNotContain(secret.substring(40)));
    }
  }

  @Test
  void a_file_that_lacks_the_last_key_does_not_go_on() throws IOException {
    var signer = CheckpointSigner.open(file(), "example.com/log", random);
    var other = CheckpointSigner.open(directory.resolve("other"), "example.com/log", random);
    var note = other.sign(checkpoint(1), other.keysAfter(""));

    assertRefused(() -> signer.keysAfter(note), "does not have");
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void assertRefused(Attempt attempt, String why) {
    assertThatExceptionOfType(RefusedToSignException.class)
        .isThrownBy(attempt::run)
        .withMessageContaining(why);
  }
}
