package dev.annals.eventstore.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.annals.eventstore.log.SequencePosition;
import dev.annals.eventstore.privacy.PersonalReader.Payload;
import dev.annals.eventstore.privacy.PersonalReader.Stored;
import dev.annals.eventstore.privacy.PersonalReader.StoredPayload;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PersonalPayloadsTest {

  private static final String OPENED = "t.Opened";
  private static final String PAID = "t.Paid";
  private static final String PAYLOAD =
      """
      {"n":1.50,"id":"ann","note":"Grüße, \\"you\\"","rest":{"note":"kept"}}""";

  private final PersonalFields fields =
      PersonalFields.of(
          Map.of(OPENED, Map.of("note", "id"), PAID, Map.of("note", "from", "words", "id")));
  private final InMemorySubjectKeyStore store = new InMemorySubjectKeyStore();
  private final SubjectKeys keys = new SubjectKeys(store, 100, _ -> false);
  private final PersonalPayloads payloads = new PersonalPayloads(fields, keys, new SecureRandom());
  private final PersonalReader reader = new PersonalReader(fields, keys);

  @Test
  void what_is_personal_is_encrypted_and_the_rest_stays_to_the_letter() {
    var stored = payloads.protect(OPENED, PAYLOAD);

    assertThat(stored).doesNotContain("Gr").contains("\"n\":1.50", "\"rest\":{\"note\":\"kept\"}");
    assertThat(stored).matches(".*\"note\":\"annals:p1:ann:[A-Za-z0-9_-]{56}\".*");
    assertThat(read(OPENED, stored)).isEqualTo(new Payload(PAYLOAD, List.of()));
    assertThat(payloads.protect(OPENED, PAYLOAD)).isNotEqualTo(stored);
  }

  @Test
  void without_personal_text_nothing_changes_and_no_key_is_made() {
    var empty = "{ \"id\":\"ann\", \"note\":\"\" }";

    assertThat(payloads.protect(OPENED, empty)).isSameAs(empty);
    assertThat(payloads.protect("t.Other", PAYLOAD)).isSameAs(PAYLOAD);
    assertThat(store.find(Set.of("ann"))).isEmpty();
  }

  @Test
  void an_erased_subject_takes_only_its_own_words_along() {
    var payload = "{\"id\":\"ann\",\"from\":\"bob\",\"note\":\"bob's\",\"words\":\"ann's\"}";
    var before = payloads.protect(PAID, payload);
    erase("ann");
    var after = payloads.protect(PAID, payload);

    var erased = "{\"id\":\"ann\",\"from\":\"bob\",\"note\":\"bob's\",\"words\":null}";
    assertThat(read(PAID, before)).isEqualTo(new Payload(erased, List.of("words")));
    assertThat(read(PAID, after)).isEqualTo(new Payload(erased, List.of("words")));
    assertThat(after).contains("\"words\":\"annals:p1:ann:erased\"").doesNotContain("ann's");
  }

  @Test
  void plain_text_from_before_there_were_keys_is_read_until_the_erasure() {
    assertThat(read(OPENED, PAYLOAD)).isEqualTo(new Payload(PAYLOAD, List.of()));

    erase("ann");

    assertThat(read(OPENED, PAYLOAD).erased()).containsExactly("note");
    assertThat(read(OPENED, PAYLOAD).json()).contains("\"note\":null");
  }

  @Test
  void text_that_only_looks_encrypted_is_encrypted_like_any_other() {
    var forged = "{\"id\":\"ann\",\"note\":\"annals:p1:bob:erased\"}";

    assertThat(read(OPENED, payloads.protect(OPENED, forged)).json()).isEqualTo(forged);
  }

  @Test
  void a_ciphertext_is_worth_nothing_elsewhere() {
    var text = textOf(payloads.protect(OPENED, PAYLOAD));
    payloads.protect(OPENED, PAYLOAD.replace("\"ann\"", "\"bob\""));

    assertNotRead(new Stored(fields.require(PAID, "words"), "ann", text));
    assertNotRead(new Stored(fields.require(OPENED, "note"), "bob", text));
    var moved = text.replace(":ann:", ":bob:");
    assertNotRead(new Stored(fields.require(OPENED, "note"), "bob", moved));
  }

  @Test
  void every_flipped_bit_and_every_missing_end_is_noticed() {
    var sealed = sealed(textOf(payloads.protect(OPENED, PAYLOAD)));
    var note = fields.require(OPENED, "note");

    for (var bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
      var flipped = sealed.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertNotRead(new Stored(note, "ann", new Ciphertext("ann", flipped).text()));
    }
    for (var length = AesGcm.NONCE_BYTES + AesGcm.TAG_BYTES; length < sealed.length; length++) {
      var cut = Arrays.copyOf(sealed, length);
      assertNotRead(new Stored(note, "ann", new Ciphertext("ann", cut).text()));
    }
  }

  @Test
  void any_text_comes_back_as_it_was() {
    var random = new Random(42);
    for (var i = 0; i < 500; i++) {
      var text = text(random, 1 + random.nextInt(140));
      var payload = JsonMapper.shared().createObjectNode();
      payload.put("id", "ann").put("note", text);

      var stored = payloads.protect(OPENED, payload.toString());

      assertThat(stored).doesNotContain("note\":\"" + text);
      var read = JsonMapper.shared().readTree(read(OPENED, stored).json());
      assertThat(read).isEqualTo(payload);
    }
  }

  @Test
  void without_a_subject_or_with_an_impossible_one_nothing_is_stored() {
    assertThatThrownBy(() -> payloads.protect(OPENED, "{\"note\":\"secret\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> payloads.protect(OPENED, "{\"id\":\"a:b\",\"note\":\"secret\"}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> payloads.protect(OPENED, "[\"secret\"]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause();
  }

  @Test
  void a_key_that_is_lost_is_not_taken_for_an_erasure() {
    var stored = payloads.protect(OPENED, PAYLOAD);
    var setBack =
        new PersonalReader(fields, new SubjectKeys(new InMemorySubjectKeyStore(), 100, _ -> false));
    var payload = List.of(new StoredPayload(OPENED, stored));

    assertThatThrownBy(() -> setBack.readPayloads(payload, SequencePosition.ORIGIN))
        .isInstanceOf(KeysUnavailableException.class)
        .hasMessageContaining("set back");
  }

  private void erase(String subject) {
    store.erase(List.of(subject));
    keys.erased(subject);
  }

  private Payload read(String type, String stored) {
    return reader
        .readPayloads(List.of(new StoredPayload(type, stored)), SequencePosition.ORIGIN)
        .getFirst();
  }

  private void assertNotRead(Stored stored) {
    assertThatThrownBy(() -> reader.read(List.of(stored), SequencePosition.ORIGIN))
        .isInstanceOf(IllegalStateException.class);
  }

  private static String textOf(String stored) {
    var from = stored.indexOf("annals:p1:");
    return stored.substring(from, stored.indexOf('"', from));
  }

  private static byte[] sealed(String text) {
    return Base64.getUrlDecoder().decode(text.substring(text.lastIndexOf(':') + 1));
  }

  private static String text(Random random, int length) {
    return random
        .ints(length, ' ', 0x1_0000)
        .filter(unit -> !Character.isSurrogate((char) unit))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .append('.')
        .toString();
  }
}
