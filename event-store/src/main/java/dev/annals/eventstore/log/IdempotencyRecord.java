package dev.annals.eventstore.log;

/**
 * What the log remembers of a client's request, stored in the append's own transaction, so that a
 * retry gets the first answer and stores nothing.
 *
 * @param key the client's key, already scoped by the caller; 1 to {@value #KEY_LENGTH_MAX}
 *     characters
 * @param fingerprint tells whether a later request with the same key is the same request; compared
 *     by the caller
 * @param answer what to answer again, in the caller's own encoding; may be empty
 */
public record IdempotencyRecord(String key, String fingerprint, String answer) {

  public static final int KEY_LENGTH_MAX = 200;
  public static final int ANSWER_LENGTH_MAX = 16_384;

  public IdempotencyRecord {
    Texts.requirePlain("Idempotency key", key, KEY_LENGTH_MAX);
    Texts.requirePlain("Request fingerprint", fingerprint, KEY_LENGTH_MAX);
    Texts.requireEncodable("Recorded answer", answer);
    if (answer.length() > ANSWER_LENGTH_MAX) {
      throw new IllegalArgumentException(
          "A recorded answer has at most %d characters, this one has %d"
              .formatted(ANSWER_LENGTH_MAX, answer.length()));
    }
  }
}
