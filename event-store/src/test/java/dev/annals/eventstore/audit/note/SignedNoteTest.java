package dev.annals.eventstore.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.annals.eventstore.audit.tree.Hash;
import dev.annals.eventstore.audit.tree.TreeHasher;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the note and the keys that the Go project publishes as its example. */
class SignedNoteTest {

  private static final VerifierKey PETER =
      VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  private static final String PETERS_SECRET =
      "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
  private static final String TEXT =
      """
      If you think cryptography is the answer to your problem,
      then you don't know what your problem is.
      """;
  private static final String NOTE =
      TEXT
          + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

  private static SigningKey key(String name) {
    return SigningKey.draw(name, new SecureRandom());
  }

  @Test
  void the_published_note_is_verified() {
    var note = SignedNote.parse(NOTE);

    assertThat(note.text()).isEqualTo(TEXT);
    assertThat(note.signers(List.of(PETER))).containsExactly(PETER);
    assertThat(note).hasToString(NOTE);
  }

  @Test
  void the_published_key_signs_the_published_note() {
    var key = SigningKey.parse(PETERS_SECRET, PETER);

    assertThat(SignedNote.sign(TEXT, List.of(key))).hasToString(NOTE);
    assertThat(key.secretText()).isEqualTo(PETERS_SECRET);
    assertThat(key.verifier().text()).isEqualTo(PETER.text());
    assertThat(key.toString()).doesNotContain("AYEKFA");
  }

  @Test
  void a_changed_text_is_forged() {
    var note = SignedNote.parse(NOTE.replace("cryptography", "cryptographY"));

    assertThatExceptionOfType(BadNoteException.class)
        .isThrownBy(() -> note.signers(List.of(PETER)))
        .withMessageContaining("forged");
  }

  @Test
  void signatures_of_others_are_ignored() {
    var one = key("example.com/log");
    var other = key("example.com/log");
    var note = SignedNote.parse(SignedNote.sign(TEXT, List.of(one, other)).toString());

    assertThat(note.signers(List.of(PETER))).isEmpty();
    assertThat(note.signers(List.of(other.verifier()))).containsExactly(other.verifier());
    assertThat(note.signers(List.of(one.verifier(), other.verifier())))
        .isEqualTo(Set.of(one.verifier(), other.verifier()));
  }

  @Test
  void a_text_may_have_empty_lines() {
    var one = key("one");
    var note = SignedNote.parse(SignedNote.sign("a\n\nb\n", List.of(one)).toString());

    assertThat(note.text()).isEqualTo("a\n\nb\n");
    assertThat(note.signers(List.of(one.verifier()))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "text\n",
        "text\n\n",
        "text\n\n— name\n",
        "text\n\n— name AAAAAA== more\n",
        "text\n\nname AAAAAAAA\n",
        "text\n\n— name AAAA\n",
        "text\n\n— na+me AAAAAAAA\n",
        "text\n\n—  AAAAAAAA\n",
        "te\txt\n\n— name AAAAAAAA\n",
        "text\n\n— name AAAAAAAA",
        "text\n\n— name AAA?AAAA\n"
      })
  void what_has_not_the_form_of_a_note_is_none(String text) {
    assertThatExceptionOfType(BadNoteException.class).isThrownBy(() -> SignedNote.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "name",
        "name+c74f20a3",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumanm+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2Qc=",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
      })
  void what_is_no_key_is_refused(String text) {
    assertThatExceptionOfType(BadNoteException.class).isThrownBy(() -> VerifierKey.parse(text));
  }

  @Test
  void a_private_key_belongs_to_its_public_one() {
    var one = key("same");
    var other = key("same");

    assertThat(SigningKey.parse(one.secretText(), one.verifier()).verifier())
        .isEqualTo(one.verifier());
    assertThatExceptionOfType(BadNoteException.class)
        .isThrownBy(() -> SigningKey.parse(one.secretText(), other.verifier()));
  }

  @Test
  void a_checkpoint_is_read_as_it_was_written() {
    var key = key("example.com/log");
    var checkpoint = new Checkpoint("example.com/log", 7, TreeHasher.EMPTY_TREE);
    var note = SignedNote.sign(checkpoint.text(), List.of(key)).toString();

    assertThat(checkpoint.text())
        .isEqualTo("example.com/log\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    assertThat(Checkpoint.verified(note, List.of(key.verifier()))).isEqualTo(checkpoint);
  }

  @Test
  void a_checkpoint_counts_only_if_the_logs_own_key_signed_it() {
    var key = key("example.com/other");
    var checkpoint = new Checkpoint("example.com/log", 7, TreeHasher.EMPTY_TREE);
    var note = SignedNote.sign(checkpoint.text(), List.of(key)).toString();

    assertThatExceptionOfType(BadNoteException.class)
        .isThrownBy(() -> Checkpoint.verified(note, List.of(key.verifier())))
        .withMessageContaining("example.com/other");
    assertThatExceptionOfType(BadNoteException.class)
        .isThrownBy(() -> Checkpoint.verified(note, List.of(PETER)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log\n7\n",
        "log\n07\n%s\n",
        "log\n-7\n%s\n",
        "log\n7 \n%s\n",
        "log\n\n7\n%s\n",
        "log\n99999999999999999999\n%s\n",
        "log\n7\n%sA\n",
        "log\n7\nAAAA\n"
      })
  void what_is_no_checkpoint_is_refused(String text) {
    var root = Hash.of(new byte[Hash.BYTES]).toBase64();
    var note = SignedNote.sign(text.formatted(root), List.of(key("log")));

    assertThatExceptionOfType(BadNoteException.class).isThrownBy(() -> Checkpoint.of(note));
  }
}
