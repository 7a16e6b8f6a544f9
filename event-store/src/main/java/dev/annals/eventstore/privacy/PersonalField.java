package dev.annals.eventstore.privacy;

import java.nio.charset.StandardCharsets;

/**
 * A field that holds personal data: a text at the top of an event's payload.
 *
 * @param type of the event
 * @param field its name
 * @param subjectField the field of the same payload that says whose data it is
 */
public record PersonalField(String type, String field, String subjectField) {

  /**
   * What a ciphertext is bound to: in another field, or of another subject, it is worth nothing.
   */
  byte[] context(String subject) {
    return "annals:p1\n%s\n%s\n%s".formatted(type, field, subject).getBytes(StandardCharsets.UTF_8);
  }
}
