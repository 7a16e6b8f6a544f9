package dev.annals.eventstore.privacy;

import dev.annals.eventstore.privacy.KeyState.Held;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Encrypts the personal fields of payloads, each with its subject's key. All else stays to the
 * letter, and so do payloads without personal text. Thread-safe.
 */
public final class PersonalPayloads implements PayloadProtection {

  private final PersonalFields fields;
  private final SubjectKeys keys;
  private final SecureRandom random;

  public PersonalPayloads(PersonalFields fields, SubjectKeys keys, SecureRandom random) {
    this.fields = fields;
    this.keys = keys;
    this.random = random;
  }

  @Override
  public String protect(String type, String payload) {
    var personal = fields.of(type);
    if (personal.isEmpty()) {
      return payload;
    }
    try {
      var texts = PayloadTexts.of(payload, personal);
      var ciphertexts = new HashMap<String, @Nullable String>();
      for (var field : personal) {
        var text = texts.get(field.field());
        if (text != null && !text.isEmpty()) {
          ciphertexts.put(field.field(), ciphertext(field, subject(field, texts), text));
        }
      }
      return ciphertexts.isEmpty() ? payload : PayloadTexts.replaced(payload, ciphertexts);
    } catch (JacksonException e) {
      // Without its cause, whose message may quote the payload.
      throw new IllegalArgumentException("The payload of %s is no JSON object".formatted(type));
    }
  }

  private static String subject(PersonalField field, Map<String, String> texts) {
    var subject = texts.get(field.subjectField());
    if (subject == null) {
      throw new IllegalArgumentException(
          "%s.%s is personal, and %s does not say whose"
              .formatted(field.type(), field.field(), field.subjectField()));
    }
    return subject;
  }

  private String ciphertext(PersonalField field, String subject, String text) {
    // Refuses what cannot be a subject, before there is a key for it.
    var erased = new Ciphertext(subject, null);
    return keys.forWriting(subject) instanceof Held(var key)
        ? new Ciphertext(subject, key.encrypt(text, field.context(subject), random)).text()
        : erased.text();
  }
}
