package dev.annals.command.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandFingerprintTest {

  private static final CommandFingerprint PERSONAL =
      new CommandFingerprint("plain", "words", () -> "former");

  @Test
  void the_same_words_are_the_same_request() {
    assertThat(PERSONAL.isOfSameRequestAs("plain.words")).isTrue();
    assertThat(PERSONAL.isOfSameRequestAs("plain.others")).isFalse();
    assertThat(PERSONAL.isOfSameRequestAs("other.words")).isFalse();
  }

  @Test
  void a_request_from_before_there_were_keys_is_recognized() {
    assertThat(PERSONAL.isOfSameRequestAs("former")).isTrue();
  }

  /** Another process may have noticed the erasure earlier than this one, or later. */
  @Test
  void of_an_erased_subject_the_rest_decides() {
    var erased = new CommandFingerprint("plain", CommandFingerprint.ERASED, () -> "former");
    assertThat(PERSONAL.isOfSameRequestAs("plain.erased")).isTrue();
    assertThat(erased.isOfSameRequestAs("plain.words")).isTrue();
    assertThat(erased.isOfSameRequestAs("plain.erased")).isTrue();
    assertThat(erased.isOfSameRequestAs("other.words")).isFalse();
  }

  @Test
  void without_words_only_the_whole_counts() {
    var plain = new CommandFingerprint("plain", null, () -> "");
    assertThat(plain.isOfSameRequestAs("plain")).isTrue();
    assertThat(plain.isOfSameRequestAs("plain.words")).isFalse();
    assertThat(plain.isOfSameRequestAs("")).isFalse();
  }
}
