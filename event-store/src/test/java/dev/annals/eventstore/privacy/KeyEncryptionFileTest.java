package dev.annals.eventstore.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyEncryptionFileTest {

  private static final byte[] SECRET =
      "0123456789abcdef".repeat(2).getBytes(StandardCharsets.UTF_8);

  private final SecureRandom random = new SecureRandom();

  @TempDir private Path directory;

  @Test
  void is_made_once_for_its_owner_only_and_grows_by_rotation() throws Exception {
    var file = new KeyEncryptionFile(path());
    assertThat(file.all()).isEmpty();
    assertThat(file.createIfAbsent(random)).isTrue();
    assertThat(file.createIfAbsent(random)).isFalse();
    var first = file.newest();
    var running = new KeyEncryptionFile(path());
    var wrapped = running.newest().wrap("ann", SECRET, random);

    var second = file.add(random);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
        .isEqualTo("rw-------");
    assertThat(running.newest().id()).isEqualTo(second.id()).isNotEqualTo(first.id());
    assertThat(running.find(first.id()).orElseThrow().unwrap("ann", wrapped)).isEqualTo(SECRET);
    file.dropFormer(file.newest());
    assertThat(running.all()).extracting(KeyEncryptionKey::id).containsExactly(second.id());
  }

  @Test
  void wraps_for_one_subject_only() {
    var key = KeyEncryptionKey.draw(random);
    var wrapped = key.wrap("ann", SECRET, random);

    assertThatThrownBy(() -> key.unwrap("bob", wrapped))
        .isInstanceOf(KeysUnavailableException.class);
    assertThatThrownBy(() -> KeyEncryptionKey.draw(random).unwrap("ann", wrapped))
        .isInstanceOf(KeysUnavailableException.class);
  }

  @Test
  void keys_also_come_as_one_text() {
    var one = KeyEncryptionKey.draw(random);
    var other = KeyEncryptionKey.draw(random);

    var keys = KeyEncryptionKeys.of(one.text() + "," + other.text());

    assertThat(keys.newest().id()).isEqualTo(other.id());
    assertThat(keys.find(one.id())).isPresent();
  }

  @Test
  void refuses_what_others_can_read_and_what_is_damaged_without_telling_it() throws Exception {
    var key = KeyEncryptionKey.draw(random);
    Files.writeString(path(), key.text());
    Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> new KeyEncryptionFile(path()).all())
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessageContaining("chmod 600");

    var other = KeyEncryptionKey.draw(random).text().split(" ", -1)[1];
    Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-------"));
    Files.writeString(path(), key.id() + " " + other);
    assertThatThrownBy(() -> new KeyEncryptionFile(path()).all())
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessageContaining(key.id())
        .hasMessageNotContaining(other);
    assertThatThrownBy(() -> KeyEncryptionKeys.of("")).isInstanceOf(IllegalArgumentException.class);
  }

  private Path path() {
    return directory.resolve("key-encryption.key");
  }
}
