package dev.annals.eventstore.privacy;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What is stored in place of a personal text, as one text: {@code annals:p1:<subject>:<base64url of
 * nonce, ciphertext and tag>}. Its form is stored for ever.
 *
 * @param sealed null if the subject was erased before, so that there was no key any more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Ciphertext(String subject, byte @Nullable [] sealed) {

  static final int SUBJECT_LENGTH_MAX = 128;

  private static final String PREFIX = "annals:p1:";

  /** Too short to be anything else. */
  private static final String ERASED = "erased";

  private static final int SEALED_MIN = AesGcm.NONCE_BYTES + AesGcm.TAG_BYTES;

  Ciphertext {
    if (!isSubject(subject)) {
      throw new IllegalArgumentException(
          "A subject has 1 to %d visible ASCII characters but ':', '\"' and '\\'"
              .formatted(SUBJECT_LENGTH_MAX));
    }
  }

  String text() {
    var end =
        sealed == null ? ERASED : Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    return PREFIX + subject + ':' + end;
  }

  /** Null if the text is none: one that was stored as it is. */
  static @Nullable Ciphertext parse(String text) {
    if (!text.startsWith(PREFIX)) {
      return null;
    }
    var end = text.indexOf(':', PREFIX.length());
    if (end < 0) {
      return null;
    }
    var subject = text.substring(PREFIX.length(), end);
    if (!isSubject(subject)) {
      return null;
    }
    var rest = text.substring(end + 1);
    if (rest.equals(ERASED)) {
      return new Ciphertext(subject, null);
    }
    var sealed = decoded(rest);
    return sealed == null || sealed.length < SEALED_MIN ? null : new Ciphertext(subject, sealed);
  }

  private static byte @Nullable [] decoded(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /** So that it stands as it is in any JSON, and its end is found. */
  private static boolean isSubject(String text) {
    return !text.isEmpty()
        && text.length() <= SUBJECT_LENGTH_MAX
        && text.chars()
            .allMatch(
                unit -> unit > ' ' && unit < 0x7f && unit != ':' && unit != '"' && unit != '\\');
  }
}
